// A piece of a log, or of what a program printed, as docker sends it.
#pragma once

#include <cstdint>
#include <string>

namespace llamero::testing {

inline std::string log_frame(char stream, const std::string& text) {
  std::string frame = {stream, 0, 0, 0};
  for (int shift = 24; shift >= 0; shift -= 8)
    frame += static_cast<char>(static_cast<std::uint32_t>(text.size()) >> shift & 255U);
  return frame + text;
}

}  // namespace llamero::testing
