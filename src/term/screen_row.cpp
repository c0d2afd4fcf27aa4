#include "term/screen_row.h"

#include "base/utf8.h"
#include "term/grapheme.h"
#include "term/text_width.h"
#include "term/tty_text.h"

#include <utf8proc.h>

#include <algorithm>
#include <utility>

namespace llamero {
namespace {

constexpr std::size_t kTabStop = 8;

// Letters, marks, numbers, punctuation, symbols and blanks: none of them does anything.
bool is_harmless(std::string_view character) {
  const char32_t code_point = decode_utf8(character).code_point;
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(code_point));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ZS;
}

Glyph tab_glyph(std::size_t column, std::size_t width) {
  Glyph glyph;
  glyph.columns = kTabStop - column % kTabStop;
  if (column < width) glyph.columns = std::min(glyph.columns, width - column);
  glyph.columns = std::min(glyph.columns, width);
  glyph.most_columns = glyph.columns;
  glyph.bytes.assign(glyph.columns, ' ');
  return glyph;
}

std::string names_of(std::string_view text) {
  std::string names;
  while (!text.empty()) {
    const Decoded next = decode_utf8(text);
    names += code_point_name(next.code_point);
    text.remove_prefix(next.length);
  }
  return names;
}

// The names are ASCII but for the base of a cluster, whose width may be uncertain.
Glyph named_glyph(std::string_view text, std::size_t width) {
  Glyph glyph;
  glyph.bytes = fit_width(text, width);
  glyph.columns = std::max<std::size_t>(1, text_width(glyph.bytes));
  glyph.most_columns = glyph.columns;
  glyph.certain = false;
  return glyph;
}

}  // namespace

ShownGrapheme show_grapheme(std::string_view text, std::size_t column, std::size_t width) {
  const Grapheme grapheme = next_grapheme(text);
  const std::string_view bytes = text.substr(0, grapheme.length);
  if (bytes == "\t") return {1, tab_glyph(column, width)};
  const bool fits = grapheme.columns > 0 && grapheme.columns <= width;
  const bool single = grapheme.certain && fits && is_harmless(bytes);
  if (!single) {
    const std::string inert = tty_line(bytes);
    if (inert != bytes) return {grapheme.length, named_glyph(inert, width)};
    if (grapheme.columns == 0) return {grapheme.length, named_glyph(names_of(bytes), width)};
    if (!fits) return {grapheme.length, named_glyph(inert, width)};
  }
  Glyph glyph;
  glyph.bytes = bytes;
  glyph.columns = grapheme.columns;
  glyph.most_columns = grapheme.most_columns;
  glyph.certain = grapheme.certain;
  return {grapheme.length, std::move(glyph)};
}

void ScreenRow::add(Glyph glyph) {
  columns += glyph.columns;
  glyphs.push_back(std::move(glyph));
}

void ScreenRow::add_line(std::string_view line, std::size_t width, GlyphStyle style) {
  if (width <= columns) return;
  const std::string fitting = fit_width(tty_line(line), width - columns);
  for (std::string_view rest = fitting; !rest.empty();) {
    ShownGrapheme shown = show_grapheme(rest, columns, width);
    rest.remove_prefix(shown.length);
    if (columns + shown.glyph.columns > width) break;
    shown.glyph.style = style;
    add(std::move(shown.glyph));
  }
}

std::size_t ScreenRow::columns_of(std::size_t count) const {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += glyphs[i].columns;
  return sum;
}

}  // namespace llamero
