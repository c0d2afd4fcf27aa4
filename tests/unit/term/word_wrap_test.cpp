#include "term/word_wrap.h"

#include "catch.hpp"
#include "term/text_width.h"

#include <string>

using namespace llamero;

namespace {

std::string wrapped(const std::string& text, std::size_t columns, const std::string& prefix = "") {
  StyledLine start;
  append_run(start, prefix, {});
  WordWrap wrap(start, start, columns);
  std::vector<StyledLine> lines;
  wrap.text(text, {}, lines);
  wrap.finish(lines);
  std::string out;
  for (const StyledLine& line : lines) {
    CHECK(line_width(line) <= columns);
    out += plain_text(line) + '\n';
  }
  return out;
}

}  // namespace

TEST_CASE("words stay whole where they can") {
  CHECK(wrapped("one two three", 7) == "one two\nthree\n");
  CHECK(wrapped("  one   two ", 20) == "one two\n");
  CHECK(wrapped("one\ntwo", 20) == "one\ntwo\n");
  CHECK(wrapped("", 20) == "\n");
  CHECK(wrapped("one two", 5, "> ") == "> one\n> two\n");
}

TEST_CASE("a word longer than a line is cut between graphemes") {
  CHECK(wrapped("a abcdefgh", 4) == "a\nabcd\nefgh\n");
  CHECK(wrapped("e\u0301e\u0301e\u0301", 2) == "e\u0301e\u0301\ne\u0301\n");
  CHECK(wrapped("👩‍💻👩‍💻", 3) == "👩‍💻\n👩‍💻\n");
}

TEST_CASE("wide characters break anywhere but at brackets and stops") {
  CHECK(wrapped("日本語日本", 7) == "日本語\n日本\n");
  CHECK(wrapped("ab日本語", 5) == "ab日\n本語\n");
  CHECK(wrapped("日本語。日", 6) == "日本\n語。日\n");
  CHECK(wrapped("日本「語」", 6) == "日本\n「語」\n");
}

TEST_CASE("characters without width do not make a line endless") {
  std::string text = "a";
  for (int count = 0; count < 20000; ++count) text += "\u200B";
  const std::string lines = wrapped(text, 20);
  CHECK(std::count(lines.begin(), lines.end(), '\n') > 3);
}

TEST_CASE("the pieces of a text do not change its lines, and styles are kept") {
  const TextStyle bold = {0, TextStyle::kBold};
  WordWrap wrap({}, {}, 9);
  std::vector<StyledLine> lines;
  for (const char c : std::string("one two")) wrap.text(std::string(1, c), {}, lines);
  wrap.text(" thr", {}, lines);
  CHECK(lines.size() == 1);
  CHECK(plain_text(wrap.open_line()) == "thr");
  wrap.text("ee", bold, lines);
  wrap.finish(lines);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == StyledLine{{"one two", {}}});
  CHECK(lines[1] == StyledLine{{"thr", {}}, {"ee", bold}});
}
