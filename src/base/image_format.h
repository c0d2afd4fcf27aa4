// Which kind of picture some bytes are.
#pragma once

#include <string_view>

namespace llamero {

// "PNG", "JPEG" or "WebP", the formats that every server with a vision model reads, by the bytes at
// the start; empty: none of them.
[[nodiscard]] inline std::string_view image_format(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "PNG";
  if (bytes.starts_with("\xff\xd8\xff")) return "JPEG";
  if (bytes.starts_with("RIFF") && bytes.substr(4).size() >= 8 && bytes.substr(8, 4) == "WEBP")
    return "WebP";
  return {};
}

}  // namespace llamero
