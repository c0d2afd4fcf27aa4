#include "term/text_layout.h"

#include "catch.hpp"
#include "term/grapheme.h"

#include <array>
#include <random>
#include <string>
#include <vector>

using namespace llamero;

namespace {

// Wide, joined, marked, paired and invisible ones among plain letters.
constexpr std::array<std::string_view, 14> kPieces = {"a",
                                                      "word ",
                                                      "0123456789",
                                                      "\u65e5",
                                                      "\u672c\u8a9e",
                                                      "\U0001F469\u200d\U0001F469\u200d\U0001F467",
                                                      "e\u0301",
                                                      "\u0301",
                                                      "\U0001F1E9\U0001F1EA",
                                                      "\U0001F1E9",
                                                      "\u2764\ufe0f",
                                                      "\t",
                                                      "\x1b",
                                                      "\n"};

std::string random_text(std::mt19937& random, std::size_t pieces, std::size_t kinds) {
  std::string text;
  for (std::size_t i = 0; i < pieces; ++i) text += kPieces.at(random() % kinds);
  return text;
}

// The first boundary of graphemes from `at` on.
std::size_t grapheme_start(std::string_view text, std::size_t at) {
  std::size_t start = 0;
  while (start < at && start < text.size()) start += next_grapheme(text.substr(start)).length;
  return start;
}

void check_same(const TextWindow& got, const TextWindow& wanted) {
  REQUIRE(got.rows.size() == wanted.rows.size());
  CHECK(got.cursor_row == wanted.cursor_row);
  CHECK(got.cursor_column == wanted.cursor_column);
  for (std::size_t row = 0; row < got.rows.size(); ++row) {
    CHECK(got.rows[row].begin == wanted.rows[row].begin);
    CHECK(got.rows[row].end == wanted.rows[row].end);
    CHECK(got.rows[row].begins_line == wanted.rows[row].begins_line);
  }
}

}  // namespace

TEST_CASE("rows that are remembered are those that would be counted anew") {
  const unsigned seed = GENERATE(range(0U, 30U));
  CAPTURE(seed);
  std::mt19937 random(seed);
  RowMemory memory;
  // One long line, or several.
  const std::size_t kinds = seed % 3 == 0 ? kPieces.size() : kPieces.size() - 1;
  std::string text = random_text(random, 1500, kinds);
  std::size_t width = 20;
  std::size_t top = 0;
  for (int step = 0; step < 60; ++step) {
    CAPTURE(step);
    const std::size_t at = grapheme_start(text, random() % (text.size() + 1));
    if (random() % 3 == 0) {
      text.erase(at, grapheme_start(text, std::min(at + random() % 40, text.size())) - at);
    } else {
      text.insert(at, random_text(random, 1 + random() % 3, kinds));
    }
    if (random() % 10 == 0) width = 5 + random() % 60;
    const std::size_t cursor =
        random() % 4 == 0 ? text.size() : grapheme_start(text, std::min(at, text.size()));
    const std::size_t height = 1 + random() % 12;
    const TextLayout quick(text, ">>> ", "... ", width, &memory);
    const TextLayout anew(text, ">>> ", "... ", width);
    const TextWindow wanted = anew.window(cursor, height, top);
    check_same(quick.window(cursor, height, top), wanted);
    top = wanted.rows.front().begin;
  }
}

TEST_CASE("a mark that is added to the first grapheme of a row is counted") {
  RowMemory memory;
  std::string text(2000, 'a');
  const TextLayout before(text, ">", "", 10, &memory);
  static_cast<void>(before.window(text.size(), 5, 0));
  text.insert(1000, "\u0301\u0301\u200d\U0001F469");
  const TextLayout quick(text, ">", "", 10, &memory);
  const TextLayout anew(text, ">", "", 10);
  check_same(quick.window(1020, 5, 0), anew.window(1020, 5, 0));
}
