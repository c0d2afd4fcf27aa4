// One turn of waiting for a transfer and for the watches beside it.
#pragma once

#include "llamero/http.h"
#include "net/curl_handle.h"

#include <span>

namespace llamero {

// Waits until the multi handle has work, a watch is ready or due, or `limit` has passed; then
// serves the watches. Errors: those of the watches.
Result<void> wait_turn(CURLM* multi, std::span<Watch* const> watches, Milliseconds limit);

}  // namespace llamero
