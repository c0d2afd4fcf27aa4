// One row of a terminal as it was, or is to be, painted; and the form in which a text shows there.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

enum class GlyphStyle { plain, prompt, note };

// What one grapheme of a text looks like.
struct Glyph {
  std::string bytes;        // inert, and never wider than a row
  std::size_t columns = 1;  // at least 1
  // Columns on a terminal that knows no grapheme clusters; where that is more, or `certain` is
  // false, nobody knows where the cursor stands after it.
  std::size_t most_columns = 1;
  bool certain = true;
  GlyphStyle style = GlyphStyle::plain;

  friend bool operator==(const Glyph&, const Glyph&) = default;
};

struct ShownGrapheme {
  std::size_t length = 0;  // bytes of the text
  Glyph glyph;
};

// The first grapheme of a text that is not empty, for a row of `width` columns (at least 1) where
// it would stand at `column`. Tabs become blanks up to the next stop, and what has no width or must
// not reach a terminal its name: `\x1b`, `<U+200B>`.
[[nodiscard]] ShownGrapheme show_grapheme(std::string_view text, std::size_t column,
                                          std::size_t width);

struct ScreenRow {
  std::vector<Glyph> glyphs;
  std::size_t columns = 0;
  bool continues = false;  // full, and the same line goes on in the next row

  void add(Glyph glyph);
  // As much of `line` as fits into `width` columns; made inert, the last column "…" if it is cut.
  void add_line(std::string_view line, std::size_t width, GlyphStyle style);
  // Columns of the first `count` glyphs.
  [[nodiscard]] std::size_t columns_of(std::size_t count) const;
};

}  // namespace llamero
