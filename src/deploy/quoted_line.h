// A line of docker, of a log or of another machine, fit to stand in a message.
#pragma once

#include "base/trim.h"
#include "base/utf8.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace llamero {

inline constexpr std::size_t kLongestQuotedLine = 240;

// One line of at most `limit` bytes and an ellipsis, valid UTF-8, each control character a blank.
[[nodiscard]] inline std::string quoted_line(std::string_view text,
                                             std::size_t limit = kLongestQuotedLine) {
  text = trimmed(text);
  std::size_t length = std::min(text.size(), limit);
  const bool cut = length < text.size();
  while (cut && length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;
  std::string line = replace_invalid_utf8(text.substr(0, length));
  std::replace_if(
      line.begin(), line.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return cut ? line + "…" : line;
}

}  // namespace llamero
