#include "net/watch_loop.h"

#include "base/watch_turn.h"

#include <vector>

namespace llamero {
namespace {

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

}  // namespace

Result<void> wait_turn(CURLM* multi, std::span<Watch* const> watches, Milliseconds limit) {
  const auto timeout = until_next_tick(watches, std::chrono::steady_clock::now(), limit);
  std::vector<pollfd> fds = interests_of(watches);
  std::vector<curl_waitfd> waits = for_curl(fds);
  curl_multi_poll(multi, waits.data(), static_cast<unsigned>(waits.size()),
                  static_cast<int>(timeout.count()), nullptr);
  // libcurl does not pass on POLLERR and POLLHUP of foreign descriptors (a pipe without a reader
  // would keep the loop spinning), so the kernel is asked once more, without waiting.
  if (auto served = serve_ready(watches, std::move(fds)); !served) return served;
  return serve_ticks(watches);
}

}  // namespace llamero
