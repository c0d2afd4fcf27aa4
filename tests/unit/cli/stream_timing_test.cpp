#include "cli/stream_timing.h"

#include "catch.hpp"
#include "support/manual_clock.h"

using namespace llamero;
using namespace std::chrono_literals;

namespace {

// An answer of `count` tokens that the server made one each `token`.
struct Answer {
  ManualClock clock;
  StreamTiming timing{clock};
  Usage usage;

  Answer(int count, std::chrono::milliseconds token) {
    usage.eval_count = count;
    usage.eval_duration_ns = std::chrono::nanoseconds(count * token).count();
  }
  void piece() {
    ChatChunk chunk;
    chunk.content = "a";
    REQUIRE(timing.on_chunk(chunk));
  }
  void pieces(int count) {
    for (int i = 0; i < count; ++i) piece();
  }
  std::string holdup() {
    ChatChunk last;
    last.done = true;
    REQUIRE(timing.on_chunk(last));
    return timing.holdup(usage);
  }
};

}  // namespace

TEST_CASE("pieces that come as they are made are not held up") {
  Answer answer(48, 90ms);
  for (int i = 0; i < 48; ++i) {
    answer.clock.advance(90ms);
    answer.piece();
  }
  CHECK(answer.holdup().empty());
  CHECK(answer.timing.text(answer.usage) == "first piece after 90 ms, 48 tokens at 11.1 a second");
}

TEST_CASE("some pieces in one packet are no holdup") {
  Answer answer(48, 90ms);
  for (int i = 0; i < 24; ++i) {
    answer.clock.advance(180ms);
    answer.pieces(2);
  }
  CHECK(answer.holdup().empty());
}

TEST_CASE("a stream that comes at its end is held up") {
  Answer answer(48, 90ms);
  answer.clock.advance(4320ms);
  answer.pieces(48);
  CHECK(answer.holdup() == "all pieces came at once");
}

TEST_CASE("a stream that comes by bufferfuls is held up") {
  Answer answer(48, 90ms);
  for (int i = 0; i < 3; ++i) {
    answer.clock.advance(1440ms);
    answer.pieces(16);
  }
  CHECK(answer.holdup() == "48 pieces came in 3 lumps");
}

TEST_CASE("what is too short or too fast proves nothing") {
  Answer few(7, 90ms);
  few.clock.advance(630ms);
  few.pieces(7);
  CHECK(few.holdup().empty());

  Answer brief(48, 5ms);
  brief.clock.advance(240ms);
  brief.pieces(48);
  CHECK(brief.holdup().empty());

  Answer fast(200, 5ms);
  for (int i = 0; i < 10; ++i) {
    fast.clock.advance(100ms);
    fast.pieces(20);
  }
  CHECK(fast.holdup().empty());

  Answer nothing(0, 0ms);
  CHECK(nothing.holdup().empty());
}
