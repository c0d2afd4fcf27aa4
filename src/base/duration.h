// Durations and sizes as people write and read them.
#pragma once

#include "llamero/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace llamero {

// "90s", "5m", "1h30m", "250ms", "1.5s"; "0" needs no unit. Errors: Errc::usage, naming the text.
[[nodiscard]] Result<std::chrono::milliseconds> parse_duration(std::string_view text);

// A value for the API's keep_alive, checked the way the server checks it: a Go duration ("5m",
// "-1m", "1h30m"), or a plain number of seconds (-1: for ever). Returns JSON: `"5m"` or `-1`.
// Errors: Errc::usage.
[[nodiscard]] Result<std::string> parse_keep_alive(std::string_view text);

// A Go duration as the official client prints it: "5.08s", "1.36ms", "204ms", "1m35s".
[[nodiscard]] std::string go_duration(std::int64_t nanoseconds);

// "12 s", "1 min 05 s", "2 h 03 min": for waiting people.
[[nodiscard]] std::string elapsed_text(std::chrono::milliseconds elapsed);

}  // namespace llamero
