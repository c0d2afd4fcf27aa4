// What "inert on a terminal" means, written down a second time and in another way than in
// src/term/tty_text.cpp: as a list for people to check against promise 3 of the project.
#pragma once

#include <string_view>

namespace llamero {

[[nodiscard]] inline bool is_forbidden_on_terminal(char32_t c) {
  if (c < 0x20) return c != '\n' && c != '\t';
  if (c >= 0x7F && c <= 0x9F) return true;
  switch (c) {
    case 0x00AD:
    case 0x061C:
    case 0x180E:
    case 0x200E:
    case 0x200F:
    case 0x2028:
    case 0x2029:
    case 0xFEFF:
      return true;
    default:
      break;
  }
  if (c >= 0x202A && c <= 0x202E) return true;
  if (c >= 0x2060 && c <= 0x206F) return true;
  if (c >= 0xFFF9 && c <= 0xFFFB) return true;
  if (c >= 0xFDD0 && c <= 0xFDEF) return true;
  if (c % 0x10000 >= 0xFFFE) return true;
  if (c >= 0xD800 && c <= 0xDFFF) return true;
  return c >= 0xE0000 && c <= 0xE007F;
}

// True for valid UTF-8 without any of those. Decodes on its own, by the shape of the bytes only.
[[nodiscard]] inline bool is_inert(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC2 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    if (length == 0 || at + length > text.size()) return false;
    char32_t code_point = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t next = at + 1; next < at + length; ++next) {
      const auto byte = static_cast<unsigned char>(text[next]);
      if (byte / 0x40 != 2) return false;
      code_point = code_point * 0x40 + byte % 0x40;
    }
    if (length == 3 && code_point < 0x800) return false;
    if (length == 4 && (code_point < 0x10000 || code_point > 0x10FFFF)) return false;
    if (is_forbidden_on_terminal(code_point)) return false;
    at += length;
  }
  return true;
}

}  // namespace llamero
