#include "term/markdown_writer.h"

#include "catch.hpp"
#include "support/markdown_run.h"
#include "support/string_output.h"

using namespace llamero;

namespace {

std::string shown(std::string_view source, int width = 40) {
  MarkdownRun run;
  run.width = width;
  const MarkdownScreen screen = run(source);
  CHECK(screen.offence == "");
  return screen.text;
}

std::string shown_plain(std::string_view source, int width = 40) {
  MarkdownRun run;
  run.width = width;
  run.look = MarkdownLook::plain;
  const MarkdownScreen screen = run(source);
  CHECK(screen.offence == "");
  CHECK(screen.rewrites == 0);
  return screen.text;
}

}  // namespace

TEST_CASE("markdown: paragraphs are wrapped by words") {
  CHECK(shown("one two three four", 10) == "one two\nthree\nfour\n");
  CHECK(shown("a\nb  \nc\\\nd") == "a b\nc\nd\n");
  CHECK(shown("one\n\n\n\ntwo\n") == "one\n\ntwo\n");
  CHECK(shown("\n\none").find("one") == 0);
  CHECK(shown("").empty());
}

TEST_CASE("markdown: the marks of inline markup are gone") {
  CHECK(shown("*a* **b** `c*d` ~~e~~ _f_ snake_case_name") == "a b c*d e f snake_case_name\n");
  CHECK(shown("2 * 3 * 4 and ~5") == "2 * 3 * 4 and ~5\n");
  CHECK(shown("an *open one") == "an *open one\n");
  CHECK(shown("&lt;b&gt; &copy; &unknown; &#x41;") == "<b> © &unknown; A\n");
  CHECK(shown("<b>bold</b>") == "<b>bold</b>\n");
}

TEST_CASE("markdown: links show where they lead") {
  CHECK(shown("[a](http://x/b_c_d)") == "a (http://x/b_c_d)\n");
  CHECK(shown("<http://x/y> http://z.org/q") == "http://x/y http://z.org/q\n");
  CHECK(shown("[http://a.org](http://b.org)") == "http://a.org (http://b.org)\n");
  CHECK(shown("![alt *x*](i.png)") == "[image: alt x] (i.png)\n");
  CHECK(shown("[not][a] [link]") == "[not][a] [link]\n");
}

TEST_CASE("markdown: formulas are left alone") {
  CHECK(shown("$a_1 * b_2 * c$") == "$a_1 * b_2 * c$\n");
  CHECK(shown("\\(x_1 * y_1\\) *z*") == "\\(x_1 * y_1\\) z\n");
  CHECK(shown("**$x$** is $5 or $6") == "$x$ is $5 or $6\n");
  CHECK(shown("\\[\n- a_1\n= *b*\n\\]\ntext") == "\\[\n- a_1\n= *b*\n\\]\ntext\n");
  CHECK(shown("$$\n# a\n$$\n\n*b*") == "$$\n# a\n$$\n\nb\n");
}

TEST_CASE("markdown: headings, rules") {
  CHECK(shown("# One #\ntext\n## Two") == "One\ntext\n\nTwo\n");
  CHECK(shown("One\n===\ntwo\n---\n") == "One\n\ntwo\n");
  CHECK(shown("a\n\n***\n\nb", 12) == "a\n\n───────────\n\nb\n");
  CHECK(shown("#hashtag\n\n####### seven") == "#hashtag\n\n####### seven\n");
  CHECK(shown_plain("## Two") == "## Two\n");
}

TEST_CASE("markdown: lists are indented and counted") {
  CHECK(shown("- a\n- b\n  - c\n\n    d\n") == "• a\n• b\n  • c\n\n    d\n");
  CHECK(shown("1. a\n1. b\n5) c") == "1. a\n2. b\n5) c\n");
  CHECK(shown("- [ ] a\n- [x] b") == "• [ ] a\n• [x] b\n");
  CHECK(shown("- one two three four", 12) == "• one two\n  three\n  four\n");
  CHECK(shown("text\n2. no list") == "text 2. no list\n");
  CHECK(shown("-\n- b") == "• \n• b\n");
  CHECK(shown("a\n- b\nlazy") == "a\n• b lazy\n");
}

TEST_CASE("markdown: quotes have a bar") {
  CHECK(shown("> a\n> b\n>\n> c") == "│ a b\n│\n│ c\n");
  CHECK(shown("> > a\n> b\n\nc") == "│ │ a b\n\nc\n");
  CHECK(shown_plain("> a") == "> a\n");
}

TEST_CASE("markdown: code is printed as it stands, with nothing around it") {
  CHECK(shown("```c\nint  x;\n\n\ty = \"a*b*\";\n```\ntext") ==
        "int  x;\n\n\ty = \"a*b*\";\n\ntext\n");
  CHECK(shown("````\n```\na\n```\n````") == "```\na\n```\n");
  CHECK(shown("~~~ py\na = 1\n~~~") == "a = 1\n");
  CHECK(shown("- x\n  ```\n  code\n    more\n  ```\n- y") == "• x\n\ncode\n  more\n\n• y\n");
  CHECK(shown("> ```\n> code\n> ```") == "│ \ncode\n");
  CHECK(shown("a\n\n    code\n\n      more\n\nb") == "a\n\ncode\n\n  more\n\nb\n");
  CHECK(shown("```\nnever closed\n") == "never closed\n");
  const std::string wide(100, 'x');
  CHECK(shown("```\n" + wide + "\n```", 20) == wide + "\n");
}

TEST_CASE("markdown: tables are aligned, wrapped, or listed") {
  const std::string table = "| a | 値段 |\n|---|---:|\n| bb | 1 |\n| c\\|d | *2* |\n";
  CHECK(shown(table) == "a   │ 値段\n────┼─────\nbb  │    1\nc|d │    2\n");
  CHECK(shown_plain("a | b\n--|--\n1 | 2\ntext") == "a | b\n--+--\n1 | 2\ntext\n");
  CHECK(shown("text:\n| a |\n|---|\n| b |\n\nmore") == "text:\na\n─\nb\n\nmore\n");
  CHECK(shown("a | b\nno table") == "a | b no table\n");
  CHECK(shown("| first column | second column | third |\n|--|--|--|\n| 1 | 2 | 3 |\n", 20) ==
        "first column: 1\nsecond column: 2\nthird: 3\n");
  CHECK(shown("| one | two |\n|--|--|\n| aaa bbb ccc | ddd eee fff |\n", 20) ==
        "one      │ two\n─────────┼─────────\naaa bbb  │ ddd eee\nccc      │ fff\n");
}

TEST_CASE("markdown: html blocks are text") {
  CHECK(shown("<div>\n*a*\n</div>\n\n*b*") == "<div>\n*a*\n</div>\n\nb\n");
  CHECK(shown("<!-- a\n\n*b* -->\nc") == "<!-- a\n\n*b* -->\nc\n");
}

TEST_CASE("markdown: the last line is a preview of what is open") {
  StringOutput out(StringOutput::terminal());
  LineScreen screen;
  MarkdownWriter writer(out, MarkdownTheme::dark(), [] { return 20; });
  const auto feed = [&](std::string_view piece) {
    writer.feed(piece);
    REQUIRE(out.flush());
    screen.feed(out.take_written());
    return screen.text();
  };
  CHECK(feed("Some **bo") == "Some **bo");
  CHECK(feed("ld** text") == "Some bold text");
  CHECK(feed(" that is longer") == "Some bold text that\nis longer");
  CHECK(feed("\n\n```py\n") == "Some bold text that\nis longer\n\n");
  CHECK(feed("x = 12345678901234567890") ==
        "Some bold text that\nis longer\n\nx = 12345678901234…");
  CHECK(feed("\ny") == "Some bold text that\nis longer\n\nx = 12345678901234567890\ny");
  CHECK(screen.offence().empty());
}

TEST_CASE("markdown: plain words are appended, never rewritten") {
  MarkdownRun run;
  run.width = 30;
  run.piece = [] { return 1; };
  const MarkdownScreen screen = run("Plain words of a paragraph that goes on for some lines.\n");
  // Where a word that began on the first line turned out not to fit there.
  CHECK(screen.rewrites == 1);
}

TEST_CASE("markdown: the width is asked for each block") {
  StringOutput out(StringOutput::terminal());
  int width = 12;
  MarkdownWriter writer(
      out, MarkdownTheme::none(), [&] { return width; }, MarkdownLook::plain);
  writer.feed("one two three\n\n");
  width = 0;
  writer.feed("one two three\n\n");
  width = 40;
  writer.feed("one two three\n\n");
  writer.finish();
  REQUIRE(out.flush());
  CHECK(out.written() == "one two\nthree\n\none two\nthree\n\none two three\n");
}

TEST_CASE("markdown: no colours where the terminal has none") {
  StreamCaps caps = StringOutput::terminal();
  caps.color = false;
  StringOutput out(caps);
  MarkdownWriter writer(out, MarkdownTheme::dark(), [] { return 40; });
  writer.feed("# a\n\n**b** `c`\n");
  writer.finish();
  REQUIRE(out.flush());
  CHECK(out.written().find('m') == std::string::npos);
}
