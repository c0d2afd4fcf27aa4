// UTF-8 as RFC 3629 defines it: no surrogates, no overlong forms, nothing past U+10FFFF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace llamero {

struct Decoded {
  char32_t code_point = 0;
  std::size_t length =
      0;  // bytes taken; 0: the text ends inside a sequence that may still be valid
  bool valid = false;
};

// Decodes the first character of a text that is not empty. Where it is not valid, `length` is that
// of the maximal subpart that one U+FFFD replaces (Unicode 15, chapter 3.9).
[[nodiscard]] Decoded decode_utf8(std::string_view text);

// Offset of the first byte that is not valid, or npos.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

void append_utf8(char32_t code_point, std::string& out);

// Each maximal invalid subpart replaced by U+FFFD.
[[nodiscard]] std::string replace_invalid_utf8(std::string_view text);

}  // namespace llamero
