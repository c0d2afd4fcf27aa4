#include "term/delimiter_flanks.h"

#include "base/utf8.h"

#include <utf8proc.h>

namespace llamero {

bool is_ascii_punct(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

Neighbour neighbour(char32_t c) {
  if (c < 0x80) {
    const char ascii = static_cast<char>(c);
    if (ascii == ' ' || ascii == '\n' || ascii == '\t') return Neighbour::space;
    return is_ascii_punct(ascii) ? Neighbour::punctuation : Neighbour::other;
  }
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  if (category == UTF8PROC_CATEGORY_ZS) return Neighbour::space;
  const bool punctuation = category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
  return punctuation ? Neighbour::punctuation : Neighbour::other;
}

char32_t character_before(std::string_view text, std::size_t at) {
  if (at == 0) return U' ';
  std::size_t first = at - 1;
  while (first > 0 && at - first < 4 && (static_cast<unsigned char>(text[first]) & 0xC0) == 0x80) {
    --first;
  }
  return decode_utf8(text.substr(first, at - first)).code_point;
}

Flanks flanks_of(char mark, Neighbour left, Neighbour right) {
  // For tildes md4c looks at spaces only.
  if (mark == '~') return {right != Neighbour::space, left != Neighbour::space};
  const bool left_flanking =
      right != Neighbour::space && (right != Neighbour::punctuation || left != Neighbour::other);
  const bool right_flanking =
      left != Neighbour::space && (left != Neighbour::punctuation || right != Neighbour::other);
  if (mark == '*') return {left_flanking, right_flanking};
  return {left_flanking && (!right_flanking || left == Neighbour::punctuation),
          right_flanking && (!left_flanking || right == Neighbour::punctuation)};
}

}  // namespace llamero
