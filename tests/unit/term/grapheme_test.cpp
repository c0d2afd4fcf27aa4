#include "term/grapheme.h"

#include "catch.hpp"

#include <random>
#include <string>
#include <vector>

using llamero::grapheme_boundary;
using llamero::next_grapheme;
using llamero::previous_grapheme;

namespace {

std::vector<std::string> graphemes(std::string_view text) {
  std::vector<std::string> found;
  while (!text.empty()) {
    const std::size_t length = next_grapheme(text).length;
    found.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return found;
}

std::vector<std::size_t> boundaries(std::string_view text) {
  std::vector<std::size_t> found = {0};
  for (const std::string& grapheme : graphemes(text)) {
    found.push_back(found.back() + grapheme.size());
  }
  return found;
}

std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> kParts = {
      "a",          " ",      "\n", "é",      "e\u0301", "日",         "👍",
      "\U0001F3FD", "\u200D", "💻",  "👩",      "\uFE0F",  "\U0001F1E9", "\U0001F1EA",
      "\u0915",     "\u094D", "한", "\u1112", "\u1161",  "\u0301"};
  std::string text;
  for (std::size_t i = random() % 30; i > 0; --i) text += kParts[random() % kParts.size()];
  return text;
}

}  // namespace

TEST_CASE("a text falls into graphemes") {
  using Parts = std::vector<std::string>;
  CHECK(graphemes("ab") == Parts{"a", "b"});
  CHECK(graphemes("a\r\nb") == Parts{"a", "\r\n", "b"});
  CHECK(graphemes("e\u0301x") == Parts{"e\u0301", "x"});
  CHECK(graphemes("👩‍💻👍🏽x") == Parts{"👩‍💻", "👍🏽", "x"});
  CHECK(graphemes("🇩🇪🇫🇷🇩") == Parts{"🇩🇪", "🇫🇷", "🇩"});
  CHECK(graphemes("\n\u0301") == Parts{"\n", "\u0301"});
}

TEST_CASE("the width of one code point is certain, that of a cluster is not") {
  CHECK(next_grapheme("日").certain);
  CHECK(next_grapheme("日").columns == 2);
  CHECK_FALSE(next_grapheme("👩‍💻").certain);
  CHECK(next_grapheme("👩‍💻").columns == 2);
  CHECK(next_grapheme("👩‍💻").most_columns == 4);
  CHECK_FALSE(next_grapheme("\U0001FAE9").certain);
  CHECK(next_grapheme("\x1b").columns == 0);
}

TEST_CASE("graphemes backwards are those forwards") {
  std::mt19937 random(5);
  for (int run = 0; run < 3000; ++run) {
    const std::string text = random_text(random);
    INFO(text);
    const std::vector<std::size_t> expected = boundaries(text);
    std::vector<std::size_t> found = {text.size()};
    while (found.back() > 0) found.push_back(previous_grapheme(text, found.back()));
    REQUIRE(std::vector<std::size_t>(found.rbegin(), found.rend()) == expected);
  }
}

TEST_CASE("any place leads to the boundary at or after it") {
  std::mt19937 random(6);
  for (int run = 0; run < 1000; ++run) {
    const std::string text = random_text(random);
    INFO(text);
    const std::vector<std::size_t> expected = boundaries(text);
    for (std::size_t at = 0; at <= text.size(); ++at) {
      REQUIRE(grapheme_boundary(text, at) ==
              *std::lower_bound(expected.begin(), expected.end(), at));
    }
  }
}
