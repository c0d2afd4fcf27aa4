#include "term/inline_scanner.h"

#include "catch.hpp"
#include "term/markdown_spans.h"
#include "term/word_wrap.h"

#include <random>
#include <string>
#include <vector>

using namespace llamero;

namespace {

// The text with a bar at each safe place.
std::string with_places(std::string_view text, bool complete = false) {
  InlineScanner scanner;
  std::string out;
  while (const auto safe = scanner.find_safe(text, complete)) {
    out.append(text.substr(0, *safe)).append("|");
    text.remove_prefix(*safe);
    scanner.reset();
  }
  return out.append(text);
}

std::vector<StyledLine> wrapped(const std::vector<StyledLine>& parts) {
  WordWrap wrap({}, {}, 60);
  std::vector<StyledLine> lines;
  for (const StyledLine& part : parts) wrap.text(part, lines);
  wrap.finish(lines);
  return lines;
}

}  // namespace

TEST_CASE("safe places stand before words") {
  CHECK(with_places("one two  three") == "one |two  |three");
  CHECK(with_places("one\ntwo ") == "one\n|two ");
  CHECK(with_places("") == "");
}

TEST_CASE("nothing is safe inside of what is open") {
  const auto sample = GENERATE(
      values<std::pair<std::string, std::string>>({{"a *b c* d", "a |*b c* |d"},
                                                   {"a **b *c* d** e", "a |**b *c* d** |e"},
                                                   {"a `b *c` d", "a |`b *c` |d"},
                                                   {"a ``b ` c`` d", "a |``b ` c`` |d"},
                                                   {"a [b c](d e) f", "a |[b c](d e) |f"},
                                                   {"a [b c] d", "a |[b c] |d"},
                                                   {"a <b c=d> e", "a |<b c=d> |e"},
                                                   {"a < b c", "a |< |b |c"},
                                                   {"a $b * c$ d", "a |$b * c$ |d"},
                                                   {"a \\(b * c\\) d", "a |\\(b * c\\) |d"},
                                                   {"a ~~b c~~ d ~e f", "a |~~b c~~ |d |~e |f"},
                                                   {"a \\*b c", "a |\\*b |c"},
                                                   {"a * b * c", "a |* |b |* |c"},
                                                   {"snake_case_name x", "snake_case_name |x"},
                                                   {"a *b c d", "a |*b c d"},
                                                   {"a **b *c** d", "a |**b *c** d"},
                                                   {"a *b [c* d](e) f", "a |*b [c* d](e) f"},
                                                   {"a <b \"> c\"> d", "a |<b \"> c\"> d"}}));
  CHECK(with_places(sample.first) == sample.second);
}

TEST_CASE("a dollar that closes nothing is a price") {
  CHECK(with_places("a $5 and $6 b\nc d") == "a |$5 |and |$6 |b\n|c |d");
  const std::string far(300, 'x');
  CHECK(with_places("$" + far + " b c").ends_with(" |b |c"));
}

TEST_CASE("letters of Chinese, Japanese and Korean can be parted") {
  std::string text;
  for (int count = 0; count < 40; ++count) text += "字";
  const std::string places = with_places(text);
  CHECK(places.find('|') == 33);
}

TEST_CASE("the pieces of a text do not move its safe places") {
  const std::string text =
      "a *b c* d `e f` [g h](i j) k $l m$ n 字字字 o **p** \\(q r\\) s_t ~u ~~v w~~";
  InlineScanner scanner;
  std::string rest;
  std::string out;
  for (const char c : text) {
    rest += c;
    while (const auto safe = scanner.find_safe(rest, false)) {
      out.append(rest.substr(0, *safe)).append("|");
      rest.erase(0, *safe);
      scanner.reset();
    }
  }
  CHECK(out + rest == with_places(text));
}

// The promise of the scanner: parts parsed on their own are the whole, parsed at once.
TEST_CASE("what is parsed in safe parts is what is parsed as a whole") {
  static const std::vector<std::string> kParts = {"a",   "b c",
                                                  " ",   " ",
                                                  " d ", "*",
                                                  "**",  "***",
                                                  "_",   "__",
                                                  "`",   "``",
                                                  "[",   "]",
                                                  "](",  ")",
                                                  "~~",  "$",
                                                  "\\",  "<b",
                                                  ">",   "é",
                                                  "字",  "。",
                                                  "!",   "\"",
                                                  "x*",  "*y",
                                                  "**",  "&lt;",
                                                  "(",   ". ",
                                                  "a_b", " http://x.y/z ",
                                                  "![",  "$$",
                                                  "\\(", "\\)"};
  std::mt19937 random(7);
  std::uniform_int_distribution<std::size_t> pick(0, kParts.size() - 1);
  const MarkdownTheme theme = MarkdownTheme::dark();
  int parts_seen = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string text = "t";
    for (int part = 0; part < 24; ++part) text += kParts[pick(random)];
    text += ".";
    std::vector<StyledLine> parts;
    InlineScanner scanner;
    std::string_view rest = text;
    while (const auto safe = scanner.find_safe(rest, true)) {
      parts.push_back(parse_spans(rest.substr(0, *safe), scanner.literals(), theme, {}));
      append_run(parts.back(), " ", {});
      rest.remove_prefix(*safe);
      scanner.reset();
      ++parts_seen;
    }
    parts.push_back(parse_spans(rest, scanner.literals(), theme, {}));
    INFO(text);
    CHECK(wrapped(parts) == wrapped({parse_spans(text, theme, {})}));
  }
  CHECK(parts_seen > 2000);
}
