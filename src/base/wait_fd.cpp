#include "base/wait_fd.h"

#include <poll.h>

#include <algorithm>
#include <array>

namespace llamero {
namespace {

int poll_timeout(std::optional<SteadyTime> a, std::optional<SteadyTime> b, SteadyTime now) {
  if (!a && !b) return -1;
  const SteadyTime first = a && b ? std::min(*a, *b) : a.value_or(b.value_or(now));
  const auto left = std::chrono::ceil<Milliseconds>(std::max(first, now) - now);
  return static_cast<int>(std::min<Milliseconds::rep>(left.count(), 3'600'000));
}

}  // namespace

Result<bool> wait_fd(int fd, short events, std::optional<SteadyTime> until, Watch& interrupt) {
  while (true) {
    std::array<pollfd, 2> fds = {pollfd{fd, events, 0},
                                 pollfd{interrupt.fd(), interrupt.events(), 0}};
    const int timeout =
        poll_timeout(until, interrupt.next_tick(), std::chrono::steady_clock::now());
    const int ready = poll(fds.data(), fds.size(), timeout);
    const SteadyTime now = std::chrono::steady_clock::now();
    if (ready > 0 && fds[1].revents != 0) {
      if (auto served = interrupt.on_ready(); !served) return Unexpected(std::move(served).error());
    }
    if (const auto tick = interrupt.next_tick(); tick && *tick <= now) {
      if (auto served = interrupt.on_tick(now); !served)
        return Unexpected(std::move(served).error());
    }
    if (ready > 0 && fds[0].revents != 0) return true;
    if (until && *until <= now) return false;
  }
}

}  // namespace llamero
