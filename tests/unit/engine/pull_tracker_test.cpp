#include "engine/pull_tracker.h"

#include "catch.hpp"

using namespace llamero;

namespace {

constexpr SteadyTime kStart{std::chrono::hours(1)};

PullProgress layer(const char* digest, std::int64_t total, std::int64_t completed) {
  return {"pulling x", digest, total, completed};
}

}  // namespace

TEST_CASE("layers are told apart by digest and added up") {
  PullTracker tracker;
  tracker.update({"pulling manifest", "", 0, 0}, kStart);
  CHECK(tracker.current() == nullptr);
  tracker.update(layer("sha256:aa", 100, 100), kStart);
  tracker.update(layer("sha256:bb", 50, 10), kStart);
  REQUIRE(tracker.current() != nullptr);
  CHECK(tracker.current()->digest == "sha256:bb");
  CHECK(tracker.total_completed() == 110);
  CHECK(tracker.layers().size() == 2);
}

TEST_CASE("a server that rolls back is believed") {
  PullTracker tracker;
  tracker.update(layer("sha256:aa", 100, 80), kStart);
  tracker.update(layer("sha256:aa", 100, 20), kStart);
  CHECK(tracker.total_completed() == 20);
  CHECK(tracker.speed(kStart + std::chrono::seconds(1)) == 0);
}

TEST_CASE("speed and time left follow the last ten seconds") {
  PullTracker tracker;
  for (int second = 0; second <= 20; ++second) {
    tracker.update(layer("sha256:aa", 10'000, second * 100), kStart + std::chrono::seconds(second));
  }
  const SteadyTime now = kStart + std::chrono::seconds(20);
  CHECK(tracker.speed(now) == 100);
  REQUIRE(tracker.time_left(now));
  CHECK(tracker.time_left(now)->count() == 80'000);
}

TEST_CASE("a digest of any length has a short form") {
  CHECK(PullTracker::short_digest("sha256:0123456789abcdef") == "0123456789ab");
  CHECK(PullTracker::short_digest("sha256:model") == "model");
  CHECK(PullTracker::short_digest("") == "");
}
