#include "cli/answer_view.h"

#include "catch.hpp"
#include "support/manual_clock.h"
#include "support/string_output.h"

using namespace llamero;
using Thinking = AnswerView::Thinking;
using std::chrono::seconds;

namespace {

// A terminal on which an answer and a status line are.
struct World {
  explicit World(Thinking thinking, std::optional<MarkdownLook> look = std::nullopt,
                 StreamCaps caps = StringOutput::terminal())
      : out(caps), view(out, clock, {.thinking = thinking, .markdown = look, .phase = &phase}) {}

  void think(std::string text) {
    ChatChunk chunk;
    chunk.thinking = std::move(text);
    batch(chunk);
  }
  void say(std::string text) {
    ChatChunk chunk;
    chunk.content = std::move(text);
    batch(chunk);
  }
  void batch(const ChatChunk& chunk) {
    REQUIRE(view.on_chunk(chunk));
    REQUIRE(view.on_batch_end());
  }
  void wait(seconds time) {
    clock.advance(time);
    if (phase.next_tick() && *phase.next_tick() <= clock.now()) REQUIRE(phase.on_tick(clock.now()));
  }
  bool status_has(std::string_view text) {
    return err.take_written().find(text) != std::string::npos;
  }
  std::string finished() {
    view.finish();
    REQUIRE(out.flush());
    return out.take_written();
  }

  ManualClock clock;
  StringOutput out;
  StringOutput err{StringOutput::terminal()};
  StatusLine line{err, true};
  PhaseLine phase{line, clock, "m", "host"};
  AnswerView view;
};

const std::string kFolded = "\x1b[2mthought for 4 s, /thinking last shows it\n\x1b[0m";

}  // namespace

TEST_CASE("thinking that is folded leaves one line", "[answer]") {
  World w(Thinking::folded);
  w.think("deep");
  CHECK(w.status_has("thinking"));
  w.wait(seconds(4));
  CHECK(w.status_has("thinking 4 s"));
  w.think("er");
  CHECK(w.err.written().empty());
  w.say("Hi");
  CHECK(w.err.take_written() == "\r\x1b[K");
  CHECK(w.finished() == kFolded + "Hi\n");
}

TEST_CASE("thinking that is hidden leaves nothing but is counted", "[answer]") {
  World w(Thinking::hidden);
  w.think("deep");
  w.wait(seconds(3));
  CHECK(w.status_has("thinking 3 s"));
  w.say("Hi");
  CHECK(w.finished() == "Hi\n");
}

TEST_CASE("thinking that is stopped is folded too", "[answer]") {
  World w(Thinking::folded);
  w.think("deep");
  w.wait(seconds(4));
  CHECK(w.finished() == kFolded);
  CHECK_FALSE(w.phase.next_tick());
}

TEST_CASE("a short thought, and thoughts within an answer", "[answer]") {
  World w(Thinking::folded);
  w.think("a");
  w.say("One");
  CHECK(w.out.take_written().find("thought for a moment, /thinking last") != std::string::npos);
  w.think("b");
  CHECK(w.err.take_written() == "\rthinking\x1b[K\r\x1b[K");
  w.say(" two\n");
  CHECK(w.finished() == " two\n");
}

TEST_CASE("shown thinking is dimmed", "[answer]") {
  World w(Thinking::shown);
  w.think("deep");
  w.say("Hi");
  CHECK(w.err.written().empty());
  CHECK(w.finished() == "\x1b[2mThinking...\ndeep\n...done thinking.\n\n\x1b[0mHi\n");
}

TEST_CASE("a stalled answer is told at the start of a line only", "[answer]") {
  World w(Thinking::shown,
          GENERATE(std::optional<MarkdownLook>(), std::optional<MarkdownLook>(MarkdownLook::full)));
  w.say("One");
  w.wait(seconds(9));
  CHECK(w.err.written().empty());
  w.say(" line\n\n");
  w.wait(seconds(9));
  CHECK(w.status_has("waiting for more, 9 s"));
  w.say("Two");
  CHECK(w.err.take_written() == "\r\x1b[K");
  w.wait(seconds(9));
  CHECK(w.err.written().empty());
  CHECK(w.finished().ends_with('\n'));
}

TEST_CASE("a table that is held leaves the line free between its rows", "[answer]") {
  World w(Thinking::shown, MarkdownLook::full);
  w.say("| a | b |\n|---|---|\n| 1 |");
  w.wait(seconds(5));
  CHECK(w.err.written().empty());
  w.say(" 2 |\n");
  w.wait(seconds(5));
  CHECK(w.status_has("waiting for more, 5 s"));
}

TEST_CASE("in a pipe only what comes before the answer is counted", "[answer]") {
  World w(Thinking::folded, std::nullopt, StreamCaps{});
  w.think("deep");
  w.wait(seconds(4));
  CHECK(w.status_has("thinking 4 s"));
  w.say("Hi\n");
  w.err.take_written();
  w.wait(seconds(9));
  w.think("deeper");
  w.wait(seconds(9));
  CHECK(w.err.written().empty());
  CHECK(w.finished() == "Hi\n");
}
