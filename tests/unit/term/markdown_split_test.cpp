// The final screen does not depend on how the answer came in pieces.
#include "catch.hpp"
#include "support/markdown_run.h"

#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace llamero;

namespace {

std::string sample() {
  std::ifstream file(LLAMERO_TEST_DATA "/markdown/answer.md", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// What blocks and spans are made of, so that random texts hit many of them.
std::string random_markdown(std::mt19937& random, std::size_t parts) {
  static const std::vector<std::string> kParts = {
      "word",  " ",     " ",    "\n",   "\n",       "\n\n", "*",    "**",  "_",
      "`",     "``",    "```",  "~~~",  "~~",       "$",    "$$",   "\\",  "\\(",
      "\\)",   "\\[",   "\\]",  "[",    "](",       ")",    "![",   "<",   ">",
      "<b>",   "- ",    "1. ",  "2) ",  "> ",       "# ",   "##",   "---", "===",
      "|",     "|-|-|", "| a ", "    ", "\t",       "  \n", "日本", "é",   "e\u0301",
      "&amp;", "&#8;",  "a_b",  "x",    "\x1b[31m", "\r",   "\xFF", "😀",   "\u202E",
      "[x] ",  "<div>", "<!--", "-->",  "http://a", "+ ",   "0",    ":",   "...",
  };
  std::string text;
  std::uniform_int_distribution<std::size_t> pick(0, kParts.size() - 1);
  for (; parts > 0; --parts) text += kParts[pick(random)];
  return text;
}

void check_splits(const std::string& source, int width, std::mt19937& random) {
  MarkdownRun run;
  run.width = width;
  const MarkdownScreen whole = run(source);
  run.piece = [] { return 1; };
  const MarkdownScreen bytes = run(source);
  std::uniform_int_distribution<std::size_t> length(1, 12);
  run.piece = [&] { return length(random); };
  const MarkdownScreen pieces = run(source);
  INFO("source: " << Catch::Detail::stringify(source));
  CHECK(whole.offence == "");
  CHECK(bytes.offence == "");
  CHECK(pieces.offence == "");
  CHECK(bytes.text == whole.text);
  CHECK(pieces.text == whole.text);
}

}  // namespace

TEST_CASE("markdown splits: the sample answer") {
  std::mt19937 random(1);
  check_splits(sample(), GENERATE(0, 20, 80, 200), random);
}

TEST_CASE("markdown splits: random texts") {
  std::mt19937 random(2);
  for (int round = 0; round < 400; ++round) {
    check_splits(random_markdown(random, 40), round % 2 == 0 ? 12 : 50, random);
  }
}

TEST_CASE("markdown splits: around the length that is held back") {
  const std::string start =
      GENERATE("", "*", "| a", "# ", "```\n", "- ", "    ", "<div ", "`", "$");
  const std::string filler = GENERATE("x", "é", "a ", "|", "-");
  for (const std::size_t length : {4094, 4095, 4096, 4097, 4098}) {
    std::string source = start;
    while (source.size() < length) source += filler;
    source.resize(length);
    source += "\n*end*\n";
    MarkdownRun run;
    const MarkdownScreen whole = run(source);
    std::size_t next = 4080;
    run.piece = [&] { return std::exchange(next, 1); };
    INFO(length << " bytes of " << filler << " behind " << start);
    CHECK(run(source).text == whole.text);
    CHECK(whole.offence == "");
  }
}

TEST_CASE("markdown splits: no terminal, no previews, the same text") {
  MarkdownRun run;
  run.piece = [] { return 5; };
  const std::string on_terminal = run(sample()).text;
  run.caps = StreamCaps{};
  CHECK(run(sample()).text == on_terminal);
}
