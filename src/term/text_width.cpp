#include "term/text_width.h"

#include "term/grapheme.h"

namespace llamero {
namespace {

constexpr std::string_view kEllipsis = "…";

}  // namespace

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
