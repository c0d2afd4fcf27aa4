#include "term/text_layout.h"

#include "term/text_bounds.h"

#include <algorithm>
#include <utility>

namespace llamero {
namespace {

constexpr std::size_t npos = std::string_view::npos;

// From here on it is worth while to remember rows.
constexpr std::size_t kLongLine = 1024;

struct Extent {
  std::size_t length;
  std::size_t columns;
  std::size_t most_columns;
};

bool is_printable_ascii(char c) {
  return c >= 0x20 && c < 0x7F;
}

// What show_grapheme() says, without the glyph where that is quick: lines may be long.
Extent extent(std::string_view text, std::size_t column, std::size_t width) {
  const bool plain = is_printable_ascii(text[0]) &&
                     (text.size() == 1 || static_cast<unsigned char>(text[1]) < 0x80);
  if (plain) return {1, 1, 1};
  const ShownGrapheme shown = show_grapheme(text, column, width);
  return {shown.length, shown.glyph.columns, shown.glyph.most_columns};
}

// How many bytes from the start of `text`, of `most` at most, are graphemes of one column each. A
// mark may follow the last one, so that it must be followed by another such byte.
std::size_t plain_run(std::string_view text, std::size_t most) {
  const std::size_t limit = std::min(most, text.size());
  std::size_t count = 0;
  while (count < limit && is_printable_ascii(text[count])) ++count;
  const bool marked = count < text.size() && static_cast<unsigned char>(text[count]) >= 0x80;
  return marked && count > 0 ? count - 1 : count;
}

// The row that `offset` is in; the last of those that begin there.
std::size_t row_of(const std::vector<RowSpan>& rows, std::size_t offset) {
  const auto after =
      std::upper_bound(rows.begin(), rows.end(), offset,
                       [](std::size_t value, const RowSpan& span) { return value < span.begin; });
  return after == rows.begin() ? 0 : static_cast<std::size_t>(after - rows.begin()) - 1;
}

}  // namespace

TextLayout::TextLayout(std::string_view text, std::string_view prompt,
                       std::string_view continuation, std::size_t width, RowMemory* memory)
    : text_(text), width_(width), memory_(memory) {
  prompt_.add_line(prompt, width / 2, GlyphStyle::prompt);
  continuation_.add_line(continuation, width / 2, GlyphStyle::prompt);
}

std::size_t TextLayout::first_column(const RowSpan& span) const {
  if (!span.begins_line) return 0;
  return span.begin == 0 ? prompt_.columns : continuation_.columns;
}

std::vector<RowSpan> TextLayout::known_rows(std::size_t start, std::size_t end) const {
  std::vector<RowSpan> rows = {{start, start, true}};
  const auto& begins =
      memory_->recall(text_.substr(start, end - start), width_, first_column(rows.back()));
  for (std::size_t row = 1; row < begins.size(); ++row) {
    rows.back().end = start + begins[row];
    rows.push_back({start + begins[row], start + begins[row], false});
  }
  return rows;
}

void TextLayout::remember(const std::vector<RowSpan>& rows, std::size_t end) const {
  std::vector<std::size_t> begins;
  begins.reserve(rows.size());
  const std::size_t start = rows.front().begin;
  for (const RowSpan& row : rows) begins.push_back(row.begin - start);
  memory_->remember(text_.substr(start, end - start), rows.back().end - start, std::move(begins));
}

std::vector<RowSpan> TextLayout::rows_of_line(std::size_t start, std::size_t cursor,
                                              std::size_t height) const {
  const std::size_t end = line_end(text_, start);
  const bool remembers =
      memory_ != nullptr && end - start >= kLongLine && start <= cursor && cursor <= end;
  std::vector<RowSpan> rows =
      remembers ? known_rows(start, end) : std::vector<RowSpan>{{start, start, true}};
  std::size_t column = first_column(rows.back());
  std::size_t below = rows.size() - 1 - row_of(rows, cursor);
  for (std::size_t at = rows.back().begin; at < end && below <= height;) {
    const std::size_t plain =
        plain_run(text_.substr(at, end - at), width_ - std::min(column, width_));
    if (plain > 0) {
      column += plain;
      at += plain;
      rows.back().end = at;
      continue;
    }
    Extent next = extent(text_.substr(at), column, width_);
    if (column > 0 && column + next.most_columns > width_) {
      rows.push_back({at, at, false});
      column = 0;
      if (at > cursor) ++below;
      next = extent(text_.substr(at), column, width_);
    }
    column += next.columns;
    at += next.length;
    rows.back().end = at;
  }
  if (remembers) remember(rows, end);
  // Behind a full row the cursor stands on the next one.
  if (column >= width_ && cursor == end) rows.push_back({end, end, false});
  return rows;
}

std::size_t TextLayout::column_of(const RowSpan& span, std::size_t cursor) const {
  std::size_t column = first_column(span);
  for (std::size_t at = span.begin; at < cursor;) {
    const Extent next = extent(text_.substr(at), column, width_);
    column += next.columns;
    at += next.length;
  }
  return column;
}

TextWindow TextLayout::window(std::size_t cursor, std::size_t height, std::size_t top) const {
  std::size_t start = line_start(text_, cursor);
  std::vector<RowSpan> rows = rows_of_line(start, cursor, height);
  std::size_t cursor_row = row_of(rows, cursor);
  while (start > 0 && cursor_row + 1 < height) {
    start = line_start(text_, start - 1);
    std::vector<RowSpan> above = rows_of_line(start, cursor, npos);
    cursor_row += above.size();
    above.insert(above.end(), rows.begin(), rows.end());
    rows = std::move(above);
  }
  for (std::size_t end = line_end(text_, cursor);
       end < text_.size() && rows.size() - cursor_row < height; end = line_end(text_, end + 1)) {
    const std::vector<RowSpan> below = rows_of_line(end + 1, cursor, height);
    rows.insert(rows.end(), below.begin(), below.end());
  }
  const std::size_t lowest = cursor_row + 1 > height ? cursor_row + 1 - height : 0;
  const std::size_t fullest = rows.size() > height ? rows.size() - height : 0;
  const std::size_t first = std::min(std::clamp(row_of(rows, top), lowest, cursor_row), fullest);
  TextWindow window;
  window.cursor_row = cursor_row - first;
  window.cursor_column = column_of(rows[cursor_row], cursor);
  const std::size_t last = std::min(first + height, rows.size());
  window.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(first),
                     rows.begin() + static_cast<std::ptrdiff_t>(last));
  return window;
}

ScreenRow TextLayout::paint(const RowSpan& span) const {
  ScreenRow row;
  if (span.begins_line) row = span.begin == 0 ? prompt_ : continuation_;
  for (std::size_t at = span.begin; at < span.end;) {
    ShownGrapheme shown = show_grapheme(text_.substr(at), row.columns, width_);
    row.add(std::move(shown.glyph));
    at += shown.length;
  }
  return row;
}

}  // namespace llamero
