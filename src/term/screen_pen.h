// Writes rows and moves the cursor, as few bytes as that takes, and knows where the cursor is.
#pragma once

#include "term/screen_row.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace llamero {

// Rows count from the first that the painter owns, and it never goes above that one. All movement
// is relative, because nobody knows where on the screen that row is.
class ScreenPen {
 public:
  ScreenPen() = default;
  // The cursor is at the start of the first row.
  void start(std::size_t width);
  // The cursor is known to be `row` rows below the first, in any column.
  void lose_column(std::size_t row, std::size_t width);

  [[nodiscard]] std::size_t row() const { return row_; }
  // Equal to the width while the cursor waits in the last column for the next character.
  [[nodiscard]] std::size_t column() const { return column_; }
  // True when a character written now would go to the start of the next row by itself.
  [[nodiscard]] bool about_to_wrap() const { return exact_ && column_ == width_; }

  // SGR sequences of llamero's own, or empty. They must outlive the writing.
  void set_styles(std::string_view prompt, std::string_view note);

  // Scrolls the screen where the row is below its end. `column` is less than the width.
  void move_to(std::size_t row, std::size_t column);
  // To the start of the next row by writing on, so that the terminal joins the two when it copies
  // or reflows. Only when about_to_wrap(). With `blank`, where nothing will be written there.
  void wrap(bool blank);
  // The glyphs of `row` from `first` on, at the cursor.
  void write(const ScreenRow& row, std::size_t first);
  void erase_to_row_end();
  void erase_below();

  // What was written since the last call.
  [[nodiscard]] std::string take();

 private:
  void move_in_row(std::size_t column);
  void sequence(std::size_t count, char final);
  void change_style(GlyphStyle style);

  std::string out_;
  std::size_t width_ = 80;
  std::size_t row_ = 0;
  std::size_t column_ = 0;
  bool exact_ = true;  // false: terminals disagree on the column
  GlyphStyle style_ = GlyphStyle::plain;
  std::string_view prompt_style_;
  std::string_view note_style_;
};

}  // namespace llamero
