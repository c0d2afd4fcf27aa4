#include "term/markdown_spans.h"

#include "catch.hpp"
#include "term/html_entities.h"

using namespace llamero;

namespace {

const MarkdownTheme kTheme = MarkdownTheme::dark();

StyledLine spans(std::string_view text) {
  return parse_spans(text, kTheme, {});
}

}  // namespace

TEST_CASE("spans have the styles of the theme, one within the other") {
  CHECK(spans("a *b* **c**") ==
        StyledLine{{"a ", {}}, {"b", kTheme.emphasis}, {" ", {}}, {"c", kTheme.strong}});
  CHECK(spans("**a *b***") ==
        StyledLine{{"a ", kTheme.strong}, {"b", combine(kTheme.strong, kTheme.emphasis)}});
  CHECK(spans("`a`") == StyledLine{{"a", kTheme.code}});
  CHECK(spans("[a](b)") == StyledLine{{"a", kTheme.link}, {" (b)", kTheme.target}});
  CHECK(spans("$a$") == StyledLine{{"$a$", kTheme.math}});
}

TEST_CASE("nothing in a span text begins a block") {
  for (const std::string text : {"# a", "- a", "1. a", "> a", "```", "---", "    a", "| a |",
                                 "[a]: b", "<div>", "a\n===", "a\n- b"}) {
    std::string line = text;
    std::replace(line.begin(), line.end(), '\n', ' ');
    INFO(text);
    CHECK(plain_text(spans(text)).find(line.substr(line.find_first_not_of(' '))) !=
          std::string::npos);
  }
}

TEST_CASE("hard breaks are line ends, soft ones are spaces") {
  CHECK(plain_text(spans("*a  \nb*")) == "a\nb");
  CHECK(plain_text(spans("*a\\\n  b*")) == "a\nb");
  CHECK(plain_text(spans("*a\n   b*")) == "a b");
}

TEST_CASE("placeholders of the parser never reach the text") {
  CHECK(plain_text(spans("\U000F0000 $x$ \U000F0001 *y*")) == "\U000F0000 $x$ \U000F0001 y");
  CHECK(plain_text(spans("[$a$ b](c$d$)")).find("$a$ b (") == 0);
}

TEST_CASE("what entities stand for is inert") {
  CHECK(entity_text("&amp;") == "&");
  CHECK(entity_text("&hellip;") == "…");
  CHECK(entity_text("&#x1F600;") == "😀");
  CHECK(entity_text("&#27;") == "\\x1b");
  CHECK(entity_text("&#10;") == " ");
  CHECK(entity_text("&#x202E;") == "<U+202E>");
  CHECK(entity_text("&#x200B;") == "&#x200B;");
  CHECK(entity_text("&#x110000;") == "\uFFFD");
  CHECK(entity_text("&nosuch;") == "&nosuch;");
  CHECK(entity_text("&;") == "&;");
}
