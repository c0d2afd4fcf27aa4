#include "term/text_width.h"

#include "base/utf8.h"

#include <utf8proc.h>

#include <algorithm>

namespace llamero {
namespace {

constexpr std::string_view kEllipsis = "…";

utf8proc_int32_t signed_form(char32_t code_point) {
  return static_cast<utf8proc_int32_t>(code_point);
}

bool is_between(char32_t code_point, char32_t first, char32_t last) {
  return code_point >= first && code_point <= last;
}

// The tables know Unicode 15; what later versions add to the blocks of emoji and to the planes of
// Chinese characters is wide as its neighbours are.
std::size_t column_count(char32_t code_point) {
  const bool unassigned = utf8proc_category(signed_form(code_point)) == UTF8PROC_CATEGORY_CN;
  const bool wide_block =
      is_between(code_point, 0x1F300, 0x1FAFF) || is_between(code_point, 0x20000, 0x3FFFD);
  if (unassigned && wide_block) return 2;
  return static_cast<std::size_t>(std::max(0, utf8proc_charwidth(signed_form(code_point))));
}

bool is_joined_hangul(char32_t code_point) {
  return is_between(code_point, 0x1160, 0x11FF) || is_between(code_point, 0xD7B0, 0xD7FF);
}

// What VS16, ZWJ and the skin tones make one emoji of, together with all that follows in its
// cluster; behind a letter they add what their own width is.
bool can_be_emoji(char32_t code_point) {
  const auto boundary = utf8proc_get_property(signed_form(code_point))->boundclass;
  return boundary == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC || code_point == '#' ||
         code_point == '*' || is_between(code_point, '0', '9');
}

bool makes_an_emoji(char32_t code_point) {
  return code_point == 0xFE0F || code_point == 0x200D || is_between(code_point, 0x1F3FB, 0x1F3FF);
}

struct Character {
  char32_t code_point;
  std::size_t length;
};

Character next_character(std::string_view text) {
  const Decoded next = decode_utf8(text);
  if (next.valid) return {next.code_point, next.length};
  return {U'\uFFFD', next.length == 0 ? text.size() : next.length};
}

}  // namespace

Grapheme next_grapheme(std::string_view text) {
  const Character first = next_character(text);
  Grapheme grapheme = {first.length, column_count(first.code_point)};
  utf8proc_int32_t state = 0;
  char32_t previous = first.code_point;
  while (grapheme.length < text.size()) {
    const Character next = next_character(text.substr(grapheme.length));
    if (utf8proc_grapheme_break_stateful(signed_form(previous), signed_form(next.code_point),
                                         &state)) {
      break;
    }
    grapheme.length += next.length;
    if (can_be_emoji(first.code_point) && makes_an_emoji(next.code_point)) {
      grapheme.columns = 2;
    } else if (!is_joined_hangul(next.code_point) && previous != 0x200D) {
      grapheme.columns += column_count(next.code_point);
    }
    previous = next.code_point;
  }
  return grapheme;
}

std::size_t text_width(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const Grapheme grapheme = next_grapheme(text);
    columns += grapheme.columns;
    text.remove_prefix(grapheme.length);
  }
  return columns;
}

std::string fit_width(std::string_view text, std::size_t columns) {
  if (columns == 0) return {};
  std::size_t used = 0;
  std::size_t end = 0;  // of the longest prefix that leaves a column for the ellipsis
  for (std::size_t at = 0; at < text.size();) {
    const Grapheme grapheme = next_grapheme(text.substr(at));
    at += grapheme.length;
    used += grapheme.columns;
    if (used > columns) return std::string(text.substr(0, end)).append(kEllipsis);
    if (used < columns) end = at;
  }
  return std::string(text);
}

}  // namespace llamero
