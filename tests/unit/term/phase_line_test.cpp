#include "term/phase_line.h"

#include "catch.hpp"
#include "support/manual_clock.h"
#include "support/string_output.h"

using llamero::ManualClock;
using llamero::Phase;
using llamero::PhaseLine;
using llamero::StatusLine;
using llamero::StringOutput;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Room = PhaseLine::Room;

namespace {

struct Fixture {
  explicit Fixture(bool loads = false, bool enabled = true)
      : line(err, enabled), phases(line, clock, "gemma3:1b", "gpu.example", loads) {}

  // What the line says after `phase`, without its control sequences.
  std::string said_on(Phase phase) {
    phases.on_phase(phase);
    return said();
  }

  std::string said_after(milliseconds time) {
    clock.advance(time);
    REQUIRE(phases.on_tick(clock.now()));
    return said();
  }

  std::string said() {
    std::string text = err.take_written();
    if (text.size() < 4) return text;
    return text.substr(1, text.size() - 4);
  }

  ManualClock clock;
  StringOutput err{StringOutput::terminal()};
  StatusLine line;
  PhaseLine phases;
};

}  // namespace

TEST_CASE("each phase has its text") {
  Fixture f;
  CHECK(f.said_on(Phase::connecting) == "connecting to gpu.example…");
  CHECK(f.said_on(Phase::retrying) == "retrying gpu.example");
  CHECK(f.said_on(Phase::waiting) == "waiting for gemma3:1b");
}

TEST_CASE("an answer clears the line and ends the ticks") {
  Fixture f;
  f.phases.on_phase(Phase::waiting);
  f.err.take_written();
  f.phases.on_phase(Phase::answering);
  CHECK(f.err.take_written() == "\r\x1b[K");
  CHECK_FALSE(f.phases.next_tick());
  REQUIRE(f.phases.on_tick(f.clock.now() + seconds(10)));
  CHECK(f.err.written().empty());
}

TEST_CASE("after three seconds the line says how long it has been") {
  Fixture f;
  f.phases.on_phase(Phase::waiting);
  f.err.take_written();
  CHECK(f.said_after(milliseconds(2'999)).empty());
  CHECK(f.said_after(milliseconds(1)) ==
        "waiting for gemma3:1b, 3 s (a model that is not loaded loads first)");
  CHECK(f.said_after(milliseconds(9'400)) ==
        "waiting for gemma3:1b, 12 s (a model that is not loaded loads first)");
  CHECK(f.said_after(milliseconds(500)).empty());
}

TEST_CASE("a request that only loads says so") {
  Fixture f(true);
  CHECK(f.said_on(Phase::waiting) == "loading gemma3:1b");
  CHECK(f.said_after(seconds(65)) == "loading gemma3:1b, 1 min 05 s");
}

TEST_CASE("the ticks come at full seconds of the wait") {
  Fixture f;
  const auto start = f.clock.now();
  f.phases.on_phase(Phase::waiting);
  CHECK(f.phases.next_tick() == start + seconds(3));
  f.said_after(milliseconds(3'020));
  CHECK(f.phases.next_tick() == start + seconds(4));
  f.said_after(milliseconds(5'000));
  CHECK(f.phases.next_tick() == start + seconds(9));
}

TEST_CASE("a tick that is due stays due until it was given") {
  Fixture f;
  f.phases.on_phase(Phase::waiting);
  const auto due = f.phases.next_tick();
  f.clock.advance(seconds(7));
  CHECK(f.phases.next_tick() == due);
}

TEST_CASE("only waiting ticks") {
  Fixture f;
  CHECK_FALSE(f.phases.next_tick());
  f.phases.on_phase(Phase::connecting);
  CHECK_FALSE(f.phases.next_tick());
  f.phases.on_phase(Phase::waiting);
  CHECK(f.phases.next_tick());
  f.phases.on_phase(Phase::retrying);
  CHECK_FALSE(f.phases.next_tick());
}

TEST_CASE("a wait that is told again goes on, one after a retry starts anew") {
  Fixture f;
  f.phases.on_phase(Phase::waiting);
  f.clock.advance(seconds(5));
  f.phases.on_phase(Phase::waiting);
  f.err.take_written();
  CHECK(f.said_after(seconds(0)) ==
        "waiting for gemma3:1b, 5 s (a model that is not loaded loads first)");
  f.phases.on_phase(Phase::retrying);
  f.err.take_written();
  CHECK(f.said_on(Phase::waiting) == "waiting for gemma3:1b");
}

TEST_CASE("a line that is switched off neither ticks nor writes") {
  Fixture f(false, false);
  f.phases.on_phase(Phase::connecting);
  f.phases.on_phase(Phase::waiting);
  CHECK_FALSE(f.phases.next_tick());
  CHECK(f.err.written().empty());
}

TEST_CASE("thinking that is not shown is counted", "[phase]") {
  Fixture f;
  f.phases.on_phase(Phase::answering);
  f.phases.on_batch(Room::thinking);
  CHECK(f.said() == "thinking");
  CHECK(f.said_after(milliseconds(999)).empty());
  CHECK(f.said_after(milliseconds(1)) == "thinking 1 s");
  f.phases.on_batch(Room::thinking);
  CHECK(f.said().empty());
  CHECK(f.said_after(milliseconds(2'500)) == "thinking 3 s");
  f.phases.make_way();
  CHECK(f.err.take_written() == "\r\x1b[K");
  CHECK_FALSE(f.phases.next_tick());
}

TEST_CASE("an answer that stalls is told where nothing stands on the line", "[phase]") {
  Fixture f;
  f.phases.on_phase(Phase::answering);
  f.phases.on_batch(Room::free);
  CHECK(f.err.written().empty());
  CHECK(f.phases.next_tick() == f.clock.now() + seconds(2));
  CHECK(f.said_after(seconds(12)) == "waiting for more, 12 s");
  f.phases.on_batch(Room::free);
  CHECK(f.err.take_written() == "\r\x1b[K");
  CHECK(f.phases.next_tick() == f.clock.now() + seconds(2));
  f.phases.on_batch(Room::none);
  CHECK_FALSE(f.phases.next_tick());
  CHECK(f.err.written().empty());
}

TEST_CASE("text that streams costs the line no write", "[phase]") {
  Fixture f;
  f.phases.on_phase(Phase::waiting);
  f.phases.on_phase(Phase::answering);
  f.err.take_written();
  for (int token = 0; token < 100; ++token) {
    f.phases.make_way();
    f.phases.on_batch(token % 2 == 0 ? Room::free : Room::none);
    f.clock.advance(milliseconds(1));
  }
  CHECK(f.err.written().empty());
}

TEST_CASE("another request begins anew after one that stalled", "[phase]") {
  Fixture f;
  f.phases.on_phase(Phase::answering);
  f.phases.on_batch(Room::thinking);
  f.phases.on_phase(Phase::connecting);
  CHECK(f.said().ends_with("connecting to gpu.example…"));
  f.phases.on_phase(Phase::waiting);
  f.err.take_written();
  CHECK(f.said_after(seconds(3)).starts_with("waiting for gemma3:1b, 3 s"));
}

TEST_CASE("a line that is switched off tells nothing of an answer either", "[phase]") {
  Fixture f(false, false);
  f.phases.on_phase(Phase::answering);
  f.phases.on_batch(Room::thinking);
  CHECK_FALSE(f.phases.next_tick());
  f.phases.on_batch(Room::free);
  CHECK_FALSE(f.phases.next_tick());
  CHECK(f.err.written().empty());
}
