#include "term/grapheme.h"

#include "base/utf8.h"

#include <utf8proc.h>

#include <algorithm>

namespace llamero {
namespace {

constexpr char32_t kZeroWidthJoiner = 0x200D;

utf8proc_int32_t signed_form(char32_t code_point) {
  return static_cast<utf8proc_int32_t>(code_point);
}

bool is_between(char32_t code_point, char32_t first, char32_t last) {
  return code_point >= first && code_point <= last;
}

bool is_unassigned(char32_t code_point) {
  return utf8proc_category(signed_form(code_point)) == UTF8PROC_CATEGORY_CN;
}

// The tables know Unicode 15; what later versions add to the blocks of emoji and to the planes of
// Chinese characters is wide as its neighbours are.
std::size_t column_count(char32_t code_point) {
  const bool wide_block =
      is_between(code_point, 0x1F300, 0x1FAFF) || is_between(code_point, 0x20000, 0x3FFFD);
  if (wide_block && is_unassigned(code_point)) return 2;
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
  return code_point == 0xFE0F || code_point == kZeroWidthJoiner ||
         is_between(code_point, 0x1F3FB, 0x1F3FF);
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

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

// Between two ASCII characters there is always a boundary, but for CRLF.
bool is_boundary_in_ascii(char before, char after) {
  return is_ascii(before) && is_ascii(after) && !(before == '\r' && after == '\n');
}

// Where the character starts that ends at `at`; of bytes that are not UTF-8, one byte.
std::size_t previous_character(std::string_view text, std::size_t at) {
  for (std::size_t length = 1; length <= std::min<std::size_t>(4, at); ++length) {
    const Decoded decoded = decode_utf8(text.substr(at - length, length));
    if (decoded.valid && decoded.length == length) return at - length;
  }
  return at - 1;
}

// A boundary at or before `at` that needs no look at what stands before it. Unlike the rule for
// whole runs, the one for two characters joins every two regional indicators, and knows nothing of
// the emoji before a joiner: what it calls a boundary is one, the joiner excepted.
std::size_t certain_boundary(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size()) {
    if (is_boundary_in_ascii(text[at - 1], text[at])) break;
    const std::size_t before = previous_character(text, at);
    const char32_t left = next_character(text.substr(before, at - before)).code_point;
    const char32_t right = next_character(text.substr(at)).code_point;
    if (left != kZeroWidthJoiner &&
        utf8proc_grapheme_break(signed_form(left), signed_form(right))) {
      break;
    }
    at = before;
  }
  return at;
}

}  // namespace

Grapheme next_grapheme(std::string_view text) {
  if (is_ascii(text[0]) && (text.size() == 1 || is_boundary_in_ascii(text[0], text[1]))) {
    const std::size_t columns = is_between(static_cast<char32_t>(text[0]), 0x20, 0x7E) ? 1 : 0;
    return {1, columns, columns, true};
  }
  const Character first = next_character(text);
  Grapheme grapheme = {first.length, column_count(first.code_point), 0, true};
  grapheme.most_columns = grapheme.columns;
  grapheme.certain = first.code_point < 0x1100 || !is_unassigned(first.code_point);
  utf8proc_int32_t state = 0;
  char32_t previous = first.code_point;
  while (grapheme.length < text.size()) {
    const Character next = next_character(text.substr(grapheme.length));
    if (utf8proc_grapheme_break_stateful(signed_form(previous), signed_form(next.code_point),
                                         &state)) {
      break;
    }
    grapheme.length += next.length;
    grapheme.most_columns += column_count(next.code_point);
    grapheme.certain = false;
    if (can_be_emoji(first.code_point) && makes_an_emoji(next.code_point)) {
      grapheme.columns = 2;
    } else if (!is_joined_hangul(next.code_point) && previous != kZeroWidthJoiner) {
      grapheme.columns += column_count(next.code_point);
    }
    previous = next.code_point;
  }
  grapheme.most_columns = std::max(grapheme.most_columns, grapheme.columns);
  return grapheme;
}

std::size_t previous_grapheme(std::string_view text, std::size_t at) {
  if (at <= 1) return 0;
  if (is_boundary_in_ascii(text[at - 2], text[at - 1])) return at - 1;
  std::size_t start = certain_boundary(text, previous_character(text, at));
  while (true) {
    const std::size_t end = start + next_grapheme(text.substr(start)).length;
    if (end >= at) return start;
    start = end;
  }
}

std::size_t grapheme_boundary(std::string_view text, std::size_t at) {
  while (at < text.size() && is_continuation(text[at])) ++at;
  if (at == 0 || at >= text.size() || is_boundary_in_ascii(text[at - 1], text[at])) return at;
  std::size_t boundary = certain_boundary(text, at);
  while (boundary < at) boundary += next_grapheme(text.substr(boundary)).length;
  return boundary;
}

}  // namespace llamero
