#include "term/live_line.h"

#include "catch.hpp"
#include "support/string_output.h"

using namespace llamero;

namespace {

const TextStyle kBold = {31, TextStyle::kBold};

std::string taken(StringOutput& out) {
  REQUIRE(out.flush());
  return out.take_written();
}

}  // namespace

TEST_CASE("a preview that goes on is appended to") {
  StringOutput out(StringOutput::terminal());
  LiveLine line(out, true, [] { return 80; });
  line.preview({{"one", {}}});
  CHECK(taken(out) == "one");
  line.preview({{"one two", {}}});
  CHECK(taken(out) == " two");
  line.preview({{"one two", {}}, {"three", kBold}});
  CHECK(taken(out) == "\x1b[1;31mthree\x1b[0m");
  CHECK_FALSE(out.mid_line());
  line.commit({{"one two", {}}, {"three!", kBold}});
  line.end_batch();
  CHECK(taken(out) == "\x1b[1;31m!\x1b[0m\n");
}

TEST_CASE("a preview that turned out otherwise is rewritten in a batch") {
  StringOutput out(StringOutput::terminal());
  LiveLine line(out, true, [] { return 80; });
  line.preview({{"**a", {}}});
  taken(out);
  line.commit({{"a", kBold}});
  line.preview({{"b", {}}});
  line.preview({});
  line.end_batch();
  CHECK(taken(out) == "\x1b[?2026h\r\x1b[K\x1b[1;31ma\x1b[0m\nb\r\x1b[K\x1b[?2026l");
}

TEST_CASE("a line that came in parts has no preview") {
  StringOutput out(StringOutput::terminal());
  LiveLine line(out, true, [] { return 80; });
  line.commit_part({{"a", {}}});
  line.preview({{"x", {}}});
  line.commit_part({{"b", {}}});
  line.commit({});
  CHECK(taken(out) == "ab\n");
}

TEST_CASE("no previews without a cursor, or where they are not wanted") {
  StringOutput pipe;
  LiveLine in_pipe(pipe, true, [] { return 80; });
  in_pipe.preview({{"x", {}}});
  CHECK(taken(pipe).empty());
  StringOutput terminal(StringOutput::terminal());
  LiveLine unwanted(terminal, false, [] { return 80; });
  unwanted.preview({{"x", {}}});
  CHECK(taken(terminal).empty());
}

TEST_CASE("a preview that a narrower window has wrapped is taken back whole") {
  StreamCaps caps = StringOutput::terminal();
  caps.reflows = GENERATE(false, true);
  StringOutput out(caps);
  int width = 80;
  LiveLine line(out, true, [&width] { return width; });
  line.preview({{std::string(20, 'x'), {}}});
  taken(out);
  width = 20;
  line.preview({{std::string(10, 'y'), {}}});
  CHECK(taken(out) == "\x1b[?2026h\r\x1b[K" + std::string(10, 'y'));
  line.preview({{std::string(19, 'x'), {}}});
  taken(out);
  width = 9;
  line.preview({{"y", {}}});
  CHECK(taken(out) == (caps.reflows ? "\x1b[2A\r\x1b[Jy" : "\r\x1b[Ky"));
}

TEST_CASE("a line is cut to its columns with a mark") {
  const StyledLine line = {{"ab", {}}, {"c\td", kBold}};
  CHECK(plain_text(cut_line(line, 5)) == "abc d");
  CHECK(plain_text(cut_line(line, 4)) == "abc…");
  CHECK(plain_text(cut_line(line, 2)) == "a…");
  CHECK(plain_text(cut_line({{"日本語", {}}}, 5)) == "日本…");
  CHECK(cut_line({}, 5).empty());
}
