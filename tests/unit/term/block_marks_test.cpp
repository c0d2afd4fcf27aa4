#include "term/block_marks.h"

#include "catch.hpp"
#include "term/line_cursor.h"
#include "term/table_row.h"

#include <string>
#include <vector>

using namespace llamero;

TEST_CASE("marks of blocks") {
  CHECK(is_thematic_break("* * *"));
  CHECK_FALSE(is_thematic_break("**"));
  CHECK_FALSE(is_thematic_break("--- a"));
  CHECK(read_heading("## a b ##")->text == "a b");
  CHECK(read_heading("### ###")->text.empty());
  CHECK(read_heading("# a#")->text == "a#");
  CHECK_FALSE(read_heading("#a"));
  CHECK(read_underline("===  ") == 1);
  CHECK(read_underline("-") == 2);
  CHECK_FALSE(read_underline("=-"));
  CHECK(read_fence("```` c++ x ")->info == "c++ x");
  CHECK(read_fence("```` c++ x ")->length == 4);
  CHECK_FALSE(read_fence("```a`b"));
  CHECK(closes_fence("~~~~  ", '~', 3));
  CHECK_FALSE(closes_fence("~~", '~', 3));
  CHECK_FALSE(closes_fence("~~~ a", '~', 3));
}

TEST_CASE("marks of list items need a space") {
  CHECK(read_list_mark("12) a")->number == 12);
  CHECK(read_list_mark("12) a")->length == 3);
  CHECK(read_list_mark("-")->length == 1);
  CHECK_FALSE(read_list_mark("-a"));
  CHECK_FALSE(read_list_mark("1.a"));
  CHECK_FALSE(read_list_mark("1234567890. a"));
}

TEST_CASE("blocks of html and formulas say how they end") {
  CHECK(read_html_block("<DIV class=a>") == "");
  CHECK(read_html_block("</ul>") == "");
  CHECK(read_html_block("<pre>") == "</pre>");
  CHECK(read_html_block("<!-- a") == "-->");
  CHECK_FALSE(read_html_block("<b>a</b>"));
  CHECK(read_math_block("$$ a") == "$$");
  CHECK_FALSE(read_math_block("$$ a $$"));
}

// Where the beginning of a line is said to be text, no end of it may say otherwise.
TEST_CASE("what is surely text stays text") {
  for (const std::string line : {"a", "  b", "- a", "> 1. a", "**b", "-a", "#a", "``a", "[link",
                                 "=a", "1234567890", "$a", "\\a", "< a", "- [x] a"}) {
    INFO(line);
    CHECK(is_surely_text(line));
  }
  for (const std::string line :
       {"",  " ",   "-",  "- ",   "- -", "* *",  "**",     "--", "1",  "1.",  "1. ",
        "#", "# a", "`",  "```a", "~~~", "|",    "|-",     ":-", "==", "<",   "<d",
        "$", "$$",  "\\", "\\[",  "[",   "- [x", "- [x] ", "> ", "+",  "_ _", "- ---"}) {
    INFO(line);
    CHECK_FALSE(is_surely_text(line));
  }
}

TEST_CASE("a cursor counts columns, tabs in part") {
  LineCursor cursor("\t\ta");
  CHECK(cursor.indent() == 8);
  cursor.skip_indent(2);
  CHECK(cursor.indent() == 6);
  CHECK(cursor.rest() == "  \ta");
  LineCursor quote("> \ta");
  quote.skip_bytes(1);
  quote.skip_indent(1);
  CHECK(quote.indent() == 2);
  CHECK(quote.content() == "a");
}

TEST_CASE("rows of tables") {
  CHECK(split_row("| a | b\\|c |d") == std::vector<std::string>{"a", "b|c", "d"});
  CHECK(split_row("a||b|") == std::vector<std::string>{"a", "", "b"});
  CHECK(read_alignments("|:-|-:|:-:|---|") ==
        std::vector<Alignment>{Alignment::left, Alignment::right, Alignment::center,
                               Alignment::left});
  CHECK_FALSE(read_alignments("| - - |"));
  CHECK_FALSE(read_alignments("|:|"));
  CHECK(begins_table("a|b", "-|-"));
  CHECK_FALSE(begins_table("a|b", "---"));
  CHECK_FALSE(begins_table("a", "-"));
}
