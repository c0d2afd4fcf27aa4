// Waiting for one descriptor without becoming deaf to Ctrl-C.
#pragma once

#include "llamero/http.h"

#include <optional>

namespace llamero {

// Waits until `fd` is ready for `events` (or has an error or hang-up to tell). False: `until` came
// first. Errors: those of `interrupt`, whose descriptor and tick are looked after meanwhile.
Result<bool> wait_fd(int fd, short events, std::optional<SteadyTime> until, Watch& interrupt);

}  // namespace llamero
