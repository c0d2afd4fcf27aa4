// A terminal for unit tests: cells, a cursor, scrolling, and no sequence but those that the editor
// may use. Rows that were scrolled away stay there to be looked at.
#pragma once

#include "base/utf8.h"
#include "term/grapheme.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

class TinyScreen {
 public:
  // Without `knows_clusters` each code point has cells of its own, as on many a real terminal.
  TinyScreen(std::size_t width, std::size_t height, bool knows_clusters = true)
      : width_(width), height_(height), knows_clusters_(knows_clusters), lines_(height, blank()) {}

  void feed(std::string_view bytes) {
    while (!bytes.empty()) bytes.remove_prefix(take(bytes));
  }

  // The first thing that no editor should send; empty: there was none.
  [[nodiscard]] const std::string& forbidden() const { return forbidden_; }
  // Of all rows ever, those scrolled away included.
  [[nodiscard]] std::size_t row() const { return row_; }
  [[nodiscard]] std::size_t column() const { return column_; }
  [[nodiscard]] std::size_t top() const { return lines_.size() - height_; }
  [[nodiscard]] std::size_t row_count() const { return lines_.size(); }
  // The right half of a wide cell is "".
  [[nodiscard]] const std::vector<std::string>& cells(std::size_t row) const { return lines_[row]; }
  [[nodiscard]] std::string line(std::size_t row) const {
    std::string text;
    for (const std::string& cell : lines_[row]) text += cell;
    return text.substr(0, text.find_last_not_of(' ') + 1);
  }
  // As a terminal without reflow does it.
  void resize(std::size_t width) {
    width_ = width;
    for (auto& line : lines_) line.resize(width, " ");
    column_ = std::min(column_, width - 1);
  }

 private:
  [[nodiscard]] std::vector<std::string> blank() const {
    return std::vector<std::string>(width_, " ");
  }

  std::size_t take(std::string_view bytes) {
    if (bytes[0] == '\x1b') return sequence(bytes);
    if (bytes[0] == '\r') {
      column_ = 0;
    } else if (bytes[0] == '\n') {
      next_row();
    } else if (bytes[0] == '\b') {
      column_ -= column_ > 0 ? 1 : 0;
    } else if (static_cast<unsigned char>(bytes[0]) < 0x20 || bytes[0] == 0x7F) {
      forbid(bytes.substr(0, 1));
    } else {
      return print(bytes);
    }
    return 1;
  }

  std::size_t print(std::string_view bytes) {
    Grapheme next = next_grapheme(bytes);
    if (!knows_clusters_) {
      next = next_grapheme(bytes.substr(0, decode_utf8(bytes).length));
    }
    const std::string text(bytes.substr(0, next.length));
    if (next.columns == 0) {
      if (column_ == 0) forbid(text);
      if (column_ > 0) lines_[row_][first_half(column_ - 1)] += text;
      return next.length;
    }
    if (column_ + next.columns > width_) {
      if (column_ < width_) forbid("a character across the margin");
      column_ = 0;
      next_row();
    }
    for (std::size_t i = 0; i < next.columns; ++i) clear_cell(column_ + i);
    lines_[row_][column_] = text;
    for (std::size_t i = 1; i < next.columns; ++i) lines_[row_][column_ + i].clear();
    column_ += next.columns;
    return next.length;
  }

  [[nodiscard]] std::size_t first_half(std::size_t column) const {
    while (column > 0 && lines_[row_][column].empty()) --column;
    return column;
  }

  // Half of a wide character does not stay.
  void clear_cell(std::size_t column) {
    std::vector<std::string>& line = lines_[row_];
    const std::size_t first = first_half(column);
    std::size_t last = column + 1;
    while (last < width_ && line[last].empty()) ++last;
    for (std::size_t at = first; at < last; ++at) line[at] = " ";
  }

  std::size_t sequence(std::string_view bytes) {
    std::size_t end = 2;
    std::size_t number = 0;
    while (end < bytes.size() && (bytes[end] == ';' || (bytes[end] >= '0' && bytes[end] <= '9'))) {
      if (bytes[end] != ';') number = number * 10 + static_cast<std::size_t>(bytes[end] - '0');
      ++end;
    }
    if (bytes.size() <= end || bytes[1] != '[') {
      forbid(bytes);
      return bytes.size();
    }
    act(bytes[end], std::max<std::size_t>(number, 1));
    return end + 1;
  }

  void act(char final, std::size_t number) {
    switch (final) {
      case 'A':
        if (number > row_ - top()) forbid("above the screen");
        row_ -= std::min(number, row_ - top());
        break;
      case 'C':
        column_ = std::min(column_ + number, width_ - 1);
        break;
      case 'D':
        column_ -= std::min(number, column_);
        break;
      case 'J':
        for (std::size_t row = row_ + 1; row < lines_.size(); ++row) lines_[row] = blank();
        [[fallthrough]];
      case 'K':
        for (std::size_t at = column_; at < width_; ++at) clear_cell(at);
        break;
      case 'm':
        break;
      default:
        forbid(std::string(1, final));
    }
  }

  void next_row() {
    if (++row_ == lines_.size()) lines_.push_back(blank());
  }

  void forbid(std::string_view what) {
    if (forbidden_.empty()) forbidden_ = what;
  }

  std::size_t width_;
  std::size_t height_;
  bool knows_clusters_;
  std::vector<std::vector<std::string>> lines_;
  std::size_t row_ = 0;
  std::size_t column_ = 0;
  std::string forbidden_;
};

}  // namespace llamero
