#include "term/text_width.h"

#include "catch.hpp"

using llamero::fit_width;
using llamero::text_width;

TEST_CASE("columns are counted as a terminal shows them") {
  struct Case {
    std::string text;
    std::size_t columns;
  };
  const auto sample = GENERATE(values<Case>({{"", 0},
                                             {"plain", 5},
                                             {"Grüße", 5},
                                             {"日本語", 6},
                                             {"ｗｉｄｅ", 8},
                                             {"e\u0301", 1},
                                             {"한국", 4},
                                             {"\u1112\u1161\u11AB", 2},
                                             {"กำ", 2},
                                             {"😀", 2},
                                             {"👍🏽", 2},
                                             {"👩‍💻", 2},
                                             {"👨‍👩‍👧‍👦", 2},
                                             {"❤", 1},
                                             {"❤\uFE0F", 2},
                                             {"1\uFE0F\u20E3", 2},
                                             {"a\uFE0F", 1},
                                             {"🇩🇪", 2},
                                             {"🇩🇪🇫🇷", 4},
                                             {"\u0915\u094D\u200D", 1},
                                             {"می\u200Cخ", 3},
                                             {"\U0001FAE9", 2},
                                             {"…", 1},
                                             {"\uFFFD", 1},
                                             {"a\xFF"
                                              "b\xE2\x82",
                                              4}}));
  INFO(sample.text);
  CHECK(text_width(sample.text) == sample.columns);
}

TEST_CASE("what fits is not cut") {
  CHECK(fit_width("plain", 5) == "plain");
  CHECK(fit_width("日本", 4) == "日本");
  CHECK(fit_width("e\u0301e\u0301", 2) == "e\u0301e\u0301");
  CHECK(fit_width("", 5).empty());
}

TEST_CASE("what does not fit ends with an ellipsis in its last column") {
  CHECK(fit_width("plainer", 5) == "plai…");
  CHECK(fit_width("plainer", 1) == "…");
  CHECK(fit_width("plainer", 0).empty());
}

TEST_CASE("a cut never goes through a grapheme") {
  CHECK(fit_width("日本語", 5) == "日本…");
  CHECK(fit_width("日本語", 4) == "日…");
  CHECK(fit_width("👩‍💻👩‍💻x", 4) == "👩‍💻…");
  CHECK(fit_width("ae\u0301e\u0301", 2) == "a…");
  CHECK(fit_width("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
}

TEST_CASE("what is fitted has at most that many columns") {
  const std::string text = "a日👩‍💻e\u0301🇩🇪 語 ❤\uFE0F z";
  for (std::size_t columns = 0; columns < 20; ++columns) {
    CHECK(text_width(fit_width(text, columns)) <= columns);
  }
}
