// Answers that nobody would write: they must stay inert, and cost time by their length only.
#include "catch.hpp"
#include "support/inert.h"
#include "support/markdown_run.h"

using namespace llamero;

namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (; times > 0; --times) out += text;
  return out;
}

MarkdownScreen run_of(std::string_view source, std::size_t piece = 64) {
  MarkdownRun run;
  run.piece = [piece] { return piece; };
  MarkdownScreen screen = run(source);
  CHECK(screen.offence == "");
  CHECK(is_inert(screen.text));
  return screen;
}

std::size_t longest_line(const std::string& text) {
  std::size_t longest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    longest = std::max(longest, end - at);
    at = end + 1;
  }
  return longest;
}

}  // namespace

TEST_CASE("markdown hostile: control sequences and bidi are shown, not sent") {
  const std::string text = run_of(
                               "a\x1b[2J\x9B"
                               "b \u202E c\r\n\x07 `\x1b]0;t\x07`")
                               .text;
  CHECK(text.find("\\x1b[2J") != std::string::npos);
  CHECK(text.find("<U+202E>") != std::string::npos);
  CHECK(run_of("&#x1b;[31m &#x202E; &#0; &#xD800; &#99999999999;").text ==
        "\\x1b[31m <U+202E> \uFFFD \uFFFD &#99999999999;\n");
  CHECK(run_of("```\n\x1b[31m\n```\n").text == "\\x1b[31m\n");
  CHECK(run_of("[a](http://x/\x1b[31m)").text.find('\x1b') == std::string::npos);
}

TEST_CASE("markdown hostile: marks that come together are counted anew") {
  const std::string marks = repeated("\u0301", 30);
  const std::string text = run_of("e" + marks + "****" + marks + " *a*" + marks + "*" + marks).text;
  CHECK(text.find("<U+0301>") != std::string::npos);
}

TEST_CASE("markdown hostile: one long line of any kind") {
  const std::string start = GENERATE("", "*", "`", "$", "[", "<a ", "```\n", "| a |\n|---|\n| ",
                                     "# ", "<div>\n", "    ", "\\[\n", "- ");
  const std::string filler = GENERATE("x", "a b ", "*", "[", "日", "|", "\u0301", "$", "_a ");
  const std::string text = run_of(start + repeated(filler, 60000 / filler.size()), 997).text;
  CHECK(text.size() > 10000);
}

TEST_CASE("markdown hostile: ten megabytes in one line") {
  const std::string text = run_of(repeated("words and more ", 700000), 65536).text;
  CHECK(longest_line(text) <= 79);
}

TEST_CASE("markdown hostile: a million combining marks") {
  const std::string text = run_of("a" + repeated("\u0301", 1000000), 65536).text;
  CHECK(longest_line(text) < 200);
}

TEST_CASE("markdown hostile: deep nesting is text at last") {
  CHECK(run_of(repeated("> ", 5000) + "x\n").text.find('>') != std::string::npos);
  CHECK(run_of(repeated("- ", 5000) + "x\n").text.find("- -") != std::string::npos);
  const std::string text = run_of(repeated("- > 1. ", 1000) + "x\n").text;
  CHECK(longest_line(text) < 300);
}

TEST_CASE("markdown hostile: what is never closed") {
  CHECK(run_of("```").text.empty());
  CHECK(run_of("```\na\n\n\n").text == "a\n\n\n");
  CHECK(run_of("> ```\n> a\nb").text == "│ \na\n\nb\n");
  CHECK(run_of("**a `b [c](d").text == "**a `b [c](d\n");
  CHECK(run_of("| a |\n|-").text == "a\n─\n");
  CHECK(run_of("\xE6\x97").text == "\uFFFD\n");
}
