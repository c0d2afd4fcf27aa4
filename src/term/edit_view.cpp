#include "term/edit_view.h"

#include "term/text_layout.h"

#include <algorithm>
#include <utility>

namespace llamero {
namespace {

std::size_t dimension(int asked, std::size_t otherwise) {
  return asked > 0 ? static_cast<std::size_t>(asked) : otherwise;
}

std::size_t common_glyphs(const ScreenRow& a, const ScreenRow& b) {
  const auto ends =
      std::mismatch(a.glyphs.begin(), a.glyphs.end(), b.glyphs.begin(), b.glyphs.end());
  return static_cast<std::size_t>(ends.first - a.glyphs.begin());
}

// Some terminals paint such a glyph wider than it is.
bool any_uncertain(const ScreenRow& row, std::size_t first) {
  return std::any_of(row.glyphs.begin() + static_cast<std::ptrdiff_t>(first), row.glyphs.end(),
                     [](const Glyph& glyph) { return !glyph.certain; });
}

}  // namespace

EditView::EditView(int width, int height) {
  on_resize(width, height);
  resized_ = false;
}

void EditView::set_styles(std::string prompt, std::string note) {
  prompt_style_ = std::move(prompt);
  note_style_ = std::move(note);
  pen_.set_styles(prompt_style_, note_style_);
}

void EditView::on_resize(int width, int height) {
  width_ = dimension(width, 80);
  height_ = dimension(height, 24);
  resized_ = painted_;
}

std::vector<ScreenRow> EditView::rows_of(const EditFrame& frame) {
  const std::size_t notes = std::min(frame.notes.size(), max_notes());
  const TextLayout layout(frame.text, frame.prompt, frame.continuation, width_, &memory_);
  const TextWindow window = layout.window(frame.cursor, height_ - notes, top_);
  std::vector<ScreenRow> rows;
  for (const RowSpan& span : window.rows) {
    if (!rows.empty()) rows.back().continues = !span.begins_line && rows.back().columns == width_;
    rows.push_back(layout.paint(span));
  }
  text_rows_ = rows.size();
  top_ = window.rows.front().begin;
  cursor_row_ = window.cursor_row;
  cursor_column_ = window.cursor_column;
  for (std::size_t i = 0; i < notes; ++i) {
    rows.emplace_back().add_line(frame.notes[i], width_, GlyphStyle::note);
  }
  return rows;
}

std::string EditView::paint(const EditFrame& frame) {
  if (resized_) {
    find_after_resize();
    shown_.clear();
    pen_.move_to(0, 0);
    pen_.erase_below();
  } else if (!painted_) {
    pen_.start(width_);
    pen_.erase_below();
  }
  std::vector<ScreenRow> rows = rows_of(frame);
  for (std::size_t row = 0; row < rows.size(); ++row) repaint(rows, row);
  if (shown_.size() > rows.size()) {
    pen_.move_to(rows.size(), 0);
    pen_.erase_below();
  }
  pen_.move_to(cursor_row_, cursor_column_);
  shown_ = std::move(rows);
  painted_ = true;
  return pen_.take();
}

void EditView::repaint(const std::vector<ScreenRow>& rows, std::size_t row) {
  const ScreenRow nothing;
  const ScreenRow& fresh = rows[row];
  const ScreenRow& old = row < shown_.size() ? shown_[row] : nothing;
  const std::size_t common = common_glyphs(old, fresh);
  const bool all_there = common == fresh.glyphs.size();
  if (row < shown_.size() && all_there && common == old.glyphs.size()) return;
  const bool goes_on = common == 0 && row > 0 && rows[row - 1].continues && pen_.about_to_wrap() &&
                       pen_.row() + 1 == row;
  if (goes_on) {
    pen_.wrap(fresh.glyphs.empty());
  } else {
    pen_.move_to(row, fresh.columns_of(common));
  }
  pen_.write(fresh, common);
  const bool rest_is_old =
      old.columns > fresh.columns || any_uncertain(old, common) || any_uncertain(fresh, common);
  if (rest_is_old) pen_.erase_to_row_end();
}

// Rows between the cursor and the first row, where the terminal has wrapped its lines anew.
std::size_t EditView::rows_above_after_reflow() const {
  std::size_t above = 0;
  std::size_t line = 0;  // columns of the line up to here
  for (std::size_t row = 0; row < pen_.row(); ++row) {
    line += shown_[row].columns;
    if (shown_[row].continues) continue;
    above += std::max<std::size_t>(1, (line + width_ - 1) / width_);
    line = 0;
  }
  return above + (line + pen_.column()) / width_;
}

// A terminal leaves the cursor in its row, or wraps the lines anew and the cursor goes with them:
// where nobody knows, the way up is the shorter one.
void EditView::find_after_resize() {
  const std::size_t reflowed = rows_above_after_reflow();
  const std::size_t above = reflows_ ? reflowed : std::min(reflowed, pen_.row());
  pen_.lose_column(std::min(above, height_ - 1), width_);
  resized_ = false;
}

std::string EditView::finish() {
  if (!painted_) return {};
  const std::size_t last = text_rows_ - 1;
  const bool below_text = last > 0 && shown_[last].glyphs.empty() && shown_[last - 1].continues;
  if (resized_) pen_.lose_column(pen_.row(), width_);
  pen_.move_to(below_text ? last : last + 1, 0);
  pen_.erase_below();
  std::string bytes = pen_.take();
  forget();
  return bytes;
}

std::string EditView::erase() {
  if (!painted_) return {};
  if (resized_) find_after_resize();
  pen_.move_to(0, 0);
  pen_.erase_below();
  std::string bytes = pen_.take();
  forget();
  return bytes;
}

void EditView::forget() {
  painted_ = false;
  resized_ = false;
  shown_.clear();
  top_ = 0;
}

}  // namespace llamero
