// A clock that stands still until a test moves it.
#pragma once

#include "base/clock.h"

#include <chrono>

namespace llamero {

class ManualClock final : public Clock {
 public:
  [[nodiscard]] std::chrono::steady_clock::time_point now() const override { return now_; }
  [[nodiscard]] std::chrono::system_clock::time_point wall_now() const override {
    return wall_now_;
  }

  // Both clocks move.
  void advance(std::chrono::milliseconds by) {
    now_ += by;
    wall_now_ += by;
  }
  void set_wall(std::chrono::system_clock::time_point wall) { wall_now_ = wall; }

 private:
  // Not the epoch: code that takes a time of zero for "none" must not pass by luck.
  std::chrono::steady_clock::time_point now_{std::chrono::hours(1000)};
  std::chrono::system_clock::time_point wall_now_{std::chrono::hours(500'000)};
};

}  // namespace llamero
