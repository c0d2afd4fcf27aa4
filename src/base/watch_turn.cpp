#include "base/watch_turn.h"

#include <algorithm>

namespace llamero {

Milliseconds until_next_tick(std::span<Watch* const> watches, SteadyTime now, Milliseconds limit) {
  for (const Watch* watch : watches) {
    const auto tick = watch->next_tick();
    if (!tick) continue;
    // Rounded up: waking a fraction too early would spin until the time has come.
    limit = std::min(limit, std::chrono::ceil<Milliseconds>(std::max(*tick, now) - now));
  }
  return limit;
}

std::vector<pollfd> interests_of(std::span<Watch* const> watches) {
  std::vector<pollfd> fds;
  for (const Watch* watch : watches) {
    if (watch->fd() >= 0) fds.push_back({watch->fd(), watch->events(), 0});
  }
  return fds;
}

Result<void> serve_ready(std::span<Watch* const> watches, std::vector<pollfd> fds) {
  if (fds.empty() || poll(fds.data(), fds.size(), 0) <= 0) return {};
  for (Watch* watch : watches) {
    const auto ready = std::find_if(fds.begin(), fds.end(), [&](const pollfd& fd) {
      return fd.fd == watch->fd() && fd.revents != 0;
    });
    if (ready == fds.end()) continue;
    if (auto served = watch->on_ready(); !served) return served;
  }
  return {};
}

Result<void> serve_ticks(std::span<Watch* const> watches) {
  const SteadyTime now = std::chrono::steady_clock::now();
  for (Watch* watch : watches) {
    const auto tick = watch->next_tick();
    if (!tick || *tick > now) continue;
    if (auto served = watch->on_tick(now); !served) return served;
  }
  return {};
}

Result<void> watch_turn(std::span<Watch* const> watches, Milliseconds limit) {
  const auto timeout = until_next_tick(watches, std::chrono::steady_clock::now(), limit);
  std::vector<pollfd> fds = interests_of(watches);
  constexpr Milliseconds longest = std::chrono::hours(1);
  poll(fds.data(), fds.size(), static_cast<int>(std::min(timeout, longest).count()));
  if (auto served = serve_ready(watches, std::move(fds)); !served) return served;
  return serve_ticks(watches);
}

}  // namespace llamero
