// Limits in messages.
#pragma once

#include <cstddef>
#include <string>

namespace llamero {

// "16 MiB", "64 KiB", "100 bytes": binary units, rounded down to a whole number.
[[nodiscard]] inline std::string size_text(std::size_t bytes) {
  if (bytes >= std::size_t{1} << 30) return std::to_string(bytes >> 30) + " GiB";
  if (bytes >= std::size_t{1} << 20) return std::to_string(bytes >> 20) + " MiB";
  if (bytes >= std::size_t{1} << 10) return std::to_string(bytes >> 10) + " KiB";
  return std::to_string(bytes) + " bytes";
}

}  // namespace llamero
