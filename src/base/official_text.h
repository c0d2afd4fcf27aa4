// Sizes, ages and processor shares exactly as the official client prints them, because scripts cut
// its columns.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace llamero {

// Decimal units: "12 B", "637 MB", "4.7 GB", "42 GB" (no decimals from 10 on).
[[nodiscard]] std::string official_size(std::int64_t bytes);

// "Less than a second ago", "3 minutes ago", "About an hour ago", "2 weeks from now", "Never" for
// Go's zero time, "Forever" from 21 full years ahead on. `rfc3339` is the API's text; one that
// cannot be read gives "Never".
[[nodiscard]] std::string official_age(std::string_view rfc3339,
                                       std::chrono::system_clock::time_point now);

// The UNTIL column of `ps`: as official_age, but "Stopping..." once the time has passed (and so for
// the zero time).
[[nodiscard]] std::string official_until(std::string_view rfc3339,
                                         std::chrono::system_clock::time_point now);

// The PROCESSOR column: "100% GPU", "100% CPU", "25%/75% CPU/GPU", "Unknown".
[[nodiscard]] std::string official_processor(std::int64_t size, std::int64_t size_vram);

// Counts of parameters: "999.89M", "1B", "4.3B" (base 1000).
[[nodiscard]] std::string official_count(std::uint64_t number);

}  // namespace llamero
