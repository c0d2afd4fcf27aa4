#include "term/text_bounds.h"

#include "base/utf8.h"
#include "term/grapheme.h"

#include <utf8proc.h>

#include <algorithm>

namespace llamero {
namespace {

bool is_word(std::string_view text, std::size_t at) {
  const char32_t code_point = decode_utf8(text.substr(at)).code_point;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code_point))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return true;
    default:
      return false;
  }
}

bool is_no_word(std::string_view text, std::size_t at) {
  return !is_word(text, at);
}

bool is_blank(std::string_view text, std::size_t at) {
  return text[at] == ' ' || text[at] == '\t' || text[at] == '\n';
}

bool is_no_blank(std::string_view text, std::size_t at) {
  return !is_blank(text, at);
}

using Kind = bool (*)(std::string_view, std::size_t);

std::size_t skip_after(std::string_view text, std::size_t at, Kind kind) {
  while (at < text.size() && kind(text, at)) at += next_grapheme(text.substr(at)).length;
  return at;
}

std::size_t skip_before(std::string_view text, std::size_t at, Kind kind) {
  while (at > 0) {
    const std::size_t before = previous_grapheme(text, at);
    if (!kind(text, before)) break;
    at = before;
  }
  return at;
}

}  // namespace

std::size_t word_end_after(std::string_view text, std::size_t at) {
  return skip_after(text, skip_after(text, at, is_no_word), is_word);
}

std::size_t word_start_before(std::string_view text, std::size_t at) {
  return skip_before(text, skip_before(text, at, is_no_word), is_word);
}

std::size_t word_start_after(std::string_view text, std::size_t at) {
  return skip_after(text, skip_after(text, at, is_word), is_no_word);
}

std::size_t blank_start_before(std::string_view text, std::size_t at) {
  return skip_before(text, skip_before(text, at, is_blank), is_no_blank);
}

std::size_t line_start(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  const std::size_t newline = text.rfind('\n', at - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size());
}

std::size_t column_in_line(std::string_view text, std::size_t at) {
  std::size_t column = 0;
  for (std::size_t next = line_start(text, at); next < at;) {
    const Grapheme grapheme = next_grapheme(text.substr(next));
    column += std::max<std::size_t>(grapheme.columns, 1);
    next += grapheme.length;
  }
  return column;
}

std::size_t offset_of_column(std::string_view text, std::size_t start, std::size_t column) {
  const std::size_t end = line_end(text, start);
  std::size_t at = start;
  std::size_t used = 0;
  while (at < end) {
    const Grapheme grapheme = next_grapheme(text.substr(at));
    used += std::max<std::size_t>(grapheme.columns, 1);
    if (used > column) break;
    at += grapheme.length;
  }
  return at;
}

}  // namespace llamero
