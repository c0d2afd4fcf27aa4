#include "net/watch_loop.h"

#include <poll.h>

#include <algorithm>
#include <vector>

namespace llamero {
namespace {

Milliseconds until_next_tick(std::span<Watch* const> watches, SteadyTime now, Milliseconds limit) {
  for (const Watch* watch : watches) {
    const auto tick = watch->next_tick();
    if (!tick) continue;
    // Rounded up: waking a fraction too early would spin until the time has come.
    limit = std::min(limit, std::chrono::ceil<Milliseconds>(std::max(*tick, now) - now));
  }
  return limit;
}

std::vector<pollfd> interests(std::span<Watch* const> watches) {
  std::vector<pollfd> fds;
  for (const Watch* watch : watches) {
    if (watch->fd() >= 0) fds.push_back({watch->fd(), watch->events(), 0});
  }
  return fds;
}

std::vector<curl_waitfd> for_curl(const std::vector<pollfd>& fds) {
  std::vector<curl_waitfd> waits;
  for (const pollfd& fd : fds) {
    short events = 0;
    if ((fd.events & POLLIN) != 0) events |= CURL_WAIT_POLLIN;
    if ((fd.events & POLLOUT) != 0) events |= CURL_WAIT_POLLOUT;
    waits.push_back({fd.fd, events, 0});
  }
  return waits;
}

// libcurl does not pass on POLLERR and POLLHUP of foreign descriptors (a pipe without a reader
// would keep the loop spinning), so the kernel is asked once more, without waiting.
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

}  // namespace

Result<void> wait_turn(CURLM* multi, std::span<Watch* const> watches, Milliseconds limit) {
  const auto timeout = until_next_tick(watches, std::chrono::steady_clock::now(), limit);
  std::vector<pollfd> fds = interests(watches);
  std::vector<curl_waitfd> waits = for_curl(fds);
  curl_multi_poll(multi, waits.data(), static_cast<unsigned>(waits.size()),
                  static_cast<int>(timeout.count()), nullptr);
  if (auto served = serve_ready(watches, std::move(fds)); !served) return served;
  return serve_ticks(watches);
}

}  // namespace llamero
