#include "term/screen_pen.h"

#include <utility>

namespace llamero {
namespace {

constexpr std::string_view kStyleEnd = "\x1b[0m";

}  // namespace

void ScreenPen::start(std::size_t width) {
  width_ = width;
  row_ = 0;
  column_ = 0;
  exact_ = true;
}

void ScreenPen::lose_column(std::size_t row, std::size_t width) {
  width_ = width;
  row_ = row;
  exact_ = false;
}

void ScreenPen::set_styles(std::string_view prompt, std::string_view note) {
  prompt_style_ = prompt;
  note_style_ = note;
}

void ScreenPen::sequence(std::size_t count, char final) {
  out_ += "\x1b[";
  if (count > 1) out_ += std::to_string(count);
  out_ += final;
}

void ScreenPen::move_to(std::size_t row, std::size_t column) {
  if (row == row_ && exact_ && column_ < width_) return move_in_row(column);
  out_ += '\r';
  column_ = 0;
  exact_ = true;
  if (row < row_) sequence(row_ - row, 'A');
  if (row > row_) out_.append(row - row_, '\n');
  row_ = row;
  move_in_row(column);
}

void ScreenPen::move_in_row(std::size_t column) {
  if (column == column_) return;
  if (column == 0) {
    out_ += '\r';
  } else if (column > column_) {
    sequence(column - column_, 'C');
  } else if (column + 1 == column_) {
    out_ += '\b';
  } else {
    sequence(column_ - column, 'D');
  }
  column_ = column;
}

void ScreenPen::wrap(bool blank) {
  if (blank) out_ += " \r";
  ++row_;
  column_ = 0;
}

void ScreenPen::write(const ScreenRow& row, std::size_t first) {
  for (std::size_t i = first; i < row.glyphs.size(); ++i) {
    const Glyph& glyph = row.glyphs[i];
    if (!exact_) move_to(row_, column_);
    change_style(glyph.style);
    out_ += glyph.bytes;
    column_ += glyph.columns;
    exact_ = glyph.certain;
  }
  change_style(GlyphStyle::plain);
}

void ScreenPen::change_style(GlyphStyle style) {
  if (style == style_) return;
  const auto sequence_of = [&](GlyphStyle of) {
    if (of == GlyphStyle::plain) return std::string_view();
    return of == GlyphStyle::prompt ? prompt_style_ : note_style_;
  };
  if (!sequence_of(style_).empty()) out_ += kStyleEnd;
  out_ += sequence_of(style);
  style_ = style;
}

void ScreenPen::erase_to_row_end() {
  if (column_ == width_) return;
  if (!exact_) move_to(row_, column_);
  out_ += "\x1b[K";
}

void ScreenPen::erase_below() {
  out_ += "\x1b[J";
}

std::string ScreenPen::take() {
  return std::exchange(out_, {});
}

}  // namespace llamero
