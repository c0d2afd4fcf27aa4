// What may end a run from outside: the signals and --deadline, as one Watch.
#pragma once

#include "base/clock.h"
#include "llamero/http.h"

#include <optional>

namespace llamero {

class Interrupts final : public Watch {
 public:
  // `signals` must outlive this. `deadline` counts from now.
  Interrupts(Watch& signals, const Clock& clock, std::optional<Milliseconds> deadline)
      : signals_(signals), limit_(deadline.value_or(Milliseconds(0))) {
    if (deadline) at_ = clock.now() + *deadline;
  }

  [[nodiscard]] int fd() const override { return signals_.fd(); }
  [[nodiscard]] short events() const override { return signals_.events(); }
  Result<void> on_ready() override { return signals_.on_ready(); }
  [[nodiscard]] std::optional<SteadyTime> next_tick() const override { return at_; }
  Result<void> on_tick(SteadyTime now) override;

 private:
  Watch& signals_;
  Milliseconds limit_;
  std::optional<SteadyTime> at_;
};

}  // namespace llamero
