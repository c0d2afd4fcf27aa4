#include "catch.hpp"
#include "support/string_output.h"

using llamero::Errc;
using llamero::Error;
using llamero::StreamCaps;
using llamero::StringOutput;
using llamero::Watch;

namespace {

std::string flushed(StringOutput& output) {
  REQUIRE(output.flush());
  return output.take_written();
}

}  // namespace

TEST_CASE("a pipe gets the exact bytes") {
  StringOutput output;
  const std::string bytes("a\0\x1b[31m\r\xFF\xE2\u202E", 14);
  output.text(bytes);
  CHECK(flushed(output) == bytes);
}

TEST_CASE("a terminal gets inert text") {
  StringOutput output(StringOutput::terminal());
  output.text("\x1b]0;x\a");
  CHECK(flushed(output) == "\\x1b]0;x\\x07");
}

TEST_CASE("control sequences go to what has a cursor only") {
  StringOutput terminal(StringOutput::terminal());
  terminal.control("\x1b[K");
  CHECK(flushed(terminal) == "\x1b[K");
  StreamCaps pipe;
  pipe.color = true;
  StringOutput other(pipe);
  other.control("\x1b[K");
  CHECK(other.pending() == 0);
}

TEST_CASE("styles go to what has colour, a pipe included") {
  StreamCaps caps;
  caps.color = true;
  StringOutput colored(caps);
  colored.style("\x1b[1m");
  CHECK(flushed(colored) == "\x1b[1m");
  caps = StringOutput::terminal();
  caps.color = false;
  StringOutput plain(caps);
  plain.style("\x1b[1m");
  CHECK(plain.pending() == 0);
}

TEST_CASE("on a terminal a cut character waits for its rest or for the end") {
  StringOutput output(StringOutput::terminal());
  output.text("\xE2\x82");
  CHECK(output.pending() == 0);
  CHECK_FALSE(output.anything_queued());
  output.text("\xAC");
  CHECK(flushed(output) == "€");
  output.text("\xF0");
  output.end_text();
  CHECK(flushed(output) == "\uFFFD");
}

TEST_CASE("whether the text is in the middle of a line") {
  StringOutput output(StringOutput::terminal());
  CHECK_FALSE(output.mid_line());
  output.text("word");
  CHECK(output.mid_line());
  output.text("");
  CHECK(output.mid_line());
  output.text("\n");
  CHECK_FALSE(output.mid_line());
  output.control("\x1b[K");
  output.style("\x1b[1m");
  CHECK_FALSE(output.mid_line());
  output.text("\r");
  CHECK_FALSE(output.mid_line());
  output.end_text();
  CHECK(output.mid_line());
}

TEST_CASE("only text counts as something queued") {
  StringOutput output(StringOutput::terminal());
  output.control("\x1b[K");
  output.style("\x1b[1m");
  output.text("");
  CHECK_FALSE(output.anything_queued());
  output.text("x");
  CHECK(output.anything_queued());
}

TEST_CASE("what is written in small pieces comes out whole and in order") {
  StringOutput output;
  std::string expected;
  output.accept_per_flush(7);
  for (int i = 0; i < 200; ++i) {
    const std::string word = std::to_string(i) + " ";
    output.text(word);
    expected += word;
    REQUIRE(output.flush());
    CHECK(output.pending() + output.written().size() == expected.size());
  }
  Watch nobody;
  REQUIRE(output.drain(nobody));
  CHECK(output.written() == expected);
}

TEST_CASE("a failure leaves the rest pending") {
  StringOutput output;
  output.accept_per_flush(2);
  output.fail_with(Error(Errc::output_failed, "no room"));
  output.text("abcdef");
  const auto result = output.flush();
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::output_failed);
  CHECK(output.written() == "ab");
  CHECK(output.pending() == 4);
}
