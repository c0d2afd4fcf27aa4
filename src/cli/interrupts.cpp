#include "cli/interrupts.h"

#include "base/duration.h"

namespace llamero {

Result<void> Interrupts::on_tick(SteadyTime now) {
  if (!at_ || now < *at_) return {};
  return Unexpected(
      Error(Errc::deadline, "not finished within the deadline of " + elapsed_text(limit_)));
}

}  // namespace llamero
