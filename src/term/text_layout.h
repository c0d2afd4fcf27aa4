// Where the rows of an edited text begin on a screen, for as many as one wants to see.
#pragma once

#include "term/row_memory.h"
#include "term/screen_row.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// Bytes of the text from `begin` up to `end`, without the newline.
struct RowSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool begins_line = false;  // a prompt stands before it
};

// The rows that a screen shows.
struct TextWindow {
  std::vector<RowSpan> rows;
  std::size_t cursor_row = 0;  // of `rows`
  std::size_t cursor_column = 0;
};

// Wraps at graphemes: what does not fit into the rest of a row stands whole on the next.
class TextLayout {
 public:
  // `width` is at least 1. The prompts take at most half of it. `text` must outlive the layout, and
  // so must `memory`, which is of the last layout, and may be null.
  TextLayout(std::string_view text, std::string_view prompt, std::string_view continuation,
             std::size_t width, RowMemory* memory = nullptr);

  // At most `height` (at least 1) rows around the cursor, of all the text if that is not taller;
  // else beginning with the row of offset `top`, as far as that shows the cursor. Its cost grows
  // with the lines that are shown, as far as the cursor, not with the text.
  [[nodiscard]] TextWindow window(std::size_t cursor, std::size_t height, std::size_t top) const;
  [[nodiscard]] ScreenRow paint(const RowSpan& span) const;

 private:
  // Rows behind that of the cursor are left out once `height` of them are there.
  [[nodiscard]] std::vector<RowSpan> rows_of_line(std::size_t start, std::size_t cursor,
                                                  std::size_t height) const;
  // The rows of a line from what is remembered of it; at least the first, which is empty yet.
  [[nodiscard]] std::vector<RowSpan> known_rows(std::size_t start, std::size_t end) const;
  void remember(const std::vector<RowSpan>& rows, std::size_t end) const;
  [[nodiscard]] std::size_t first_column(const RowSpan& span) const;
  [[nodiscard]] std::size_t column_of(const RowSpan& span, std::size_t cursor) const;

  std::string_view text_;
  ScreenRow prompt_;
  ScreenRow continuation_;
  std::size_t width_;
  RowMemory* memory_;
};

}  // namespace llamero
