// One turn of waiting for nothing but watches, and the parts that a loop with sockets of its own
// shares with it.
#pragma once

#include "llamero/http.h"

#include <poll.h>

#include <span>
#include <vector>

namespace llamero {

// `limit`, or the time until the first tick where that is shorter.
[[nodiscard]] Milliseconds until_next_tick(std::span<Watch* const> watches, SteadyTime now,
                                           Milliseconds limit);

[[nodiscard]] std::vector<pollfd> interests_of(std::span<Watch* const> watches);

// Serves the watches whose descriptors have something to tell now. Does not wait. Errors: theirs.
Result<void> serve_ready(std::span<Watch* const> watches, std::vector<pollfd> fds);
// Serves the watches whose tick has come. Errors: theirs.
Result<void> serve_ticks(std::span<Watch* const> watches);

// Waits until a watch is ready or due, or `limit` has passed; then serves the watches. A limit of
// zero only looks. Errors: those of the watches.
Result<void> watch_turn(std::span<Watch* const> watches, Milliseconds limit);

}  // namespace llamero
