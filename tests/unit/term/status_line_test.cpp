#include "term/status_line.h"

#include "catch.hpp"
#include "support/string_output.h"

using llamero::Errc;
using llamero::Error;
using llamero::StatusLine;
using llamero::StringOutput;

TEST_CASE("a status line is written at once and rewritten in place") {
  StringOutput err(StringOutput::terminal());
  StatusLine line(err, true);
  line.show("one");
  CHECK(err.take_written() == "\rone\x1b[K");
  line.show("two");
  CHECK(err.take_written() == "\rtwo\x1b[K");
  line.clear();
  CHECK(err.take_written() == "\r\x1b[K");
}

TEST_CASE("an unchanged status writes nothing") {
  StringOutput err(StringOutput::terminal());
  StatusLine line(err, true);
  line.clear();
  CHECK(err.written().empty());
  line.show("one");
  err.take_written();
  line.show("one");
  CHECK(err.written().empty());
  line.clear();
  err.take_written();
  line.clear();
  CHECK(err.written().empty());
  line.show("one");
  CHECK(err.take_written() == "\rone\x1b[K");
}

TEST_CASE("an empty status removes the line") {
  StringOutput err(StringOutput::terminal());
  StatusLine line(err, true);
  line.show("one");
  err.take_written();
  line.show("");
  CHECK(err.take_written() == "\r\x1b[K");
}

TEST_CASE("the end of a status line removes it") {
  StringOutput err(StringOutput::terminal());
  { StatusLine(err, true).show("one"); }
  CHECK(err.written() == "\rone\x1b[K\r\x1b[K");
}

TEST_CASE("nothing is shown where there is no cursor or it was switched off") {
  StringOutput pipe;
  StringOutput terminal(StringOutput::terminal());
  StatusLine in_pipe(pipe, true);
  StatusLine disabled(terminal, false);
  for (StatusLine* line : {&in_pipe, &disabled}) {
    CHECK_FALSE(line->enabled());
    line->show("one");
    line->clear();
  }
  CHECK((pipe.pending() == 0 && pipe.written().empty()));
  CHECK((terminal.pending() == 0 && terminal.written().empty()));
}

TEST_CASE("the status is cut so that the last column stays free") {
  StringOutput err(StringOutput::terminal(10));
  StatusLine line(err, true);
  line.show("123456789");
  CHECK(err.take_written() == "\r123456789\x1b[K");
  line.show("1234567890");
  CHECK(err.take_written() == "\r12345678…\x1b[K");
}

TEST_CASE("a status from outside is inert and on one line") {
  StringOutput err(StringOutput::terminal());
  StatusLine line(err, true);
  line.show("a\x1b[2J\nb");
  CHECK(err.take_written() == "\ra\\x1b[2J\\nb\x1b[K");
}

TEST_CASE("a status does not count as printed text") {
  StringOutput err(StringOutput::terminal());
  StatusLine line(err, true);
  line.show("one");
  CHECK_FALSE(err.mid_line());
  CHECK_FALSE(err.anything_queued());
}

TEST_CASE("a status that cannot be written disturbs nobody") {
  StringOutput err(StringOutput::terminal());
  err.fail_with(Error(Errc::output_failed, "broken"));
  StatusLine line(err, true);
  line.show("one");
  line.clear();
}
