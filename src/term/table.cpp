#include "term/table.h"

#include "term/text_width.h"

#include <algorithm>

namespace llamero {
namespace {

constexpr std::size_t kGap = 4;

using Cells = std::vector<std::string>;
using Widths = std::vector<std::size_t>;

void widen(Widths& widths, const Cells& row) {
  widths.resize(std::max(widths.size(), row.size()), 0);
  for (std::size_t column = 0; column < row.size(); ++column) {
    widths[column] = std::max(widths[column], text_width(row[column]));
  }
}

void append_row(const Cells& row, const Widths& widths, std::size_t last_gap, std::string& out) {
  for (std::size_t column = 0; column < widths.size(); ++column) {
    const std::string_view cell = column < row.size() ? std::string_view(row[column]) : "";
    const std::size_t gap = column + 1 == widths.size() ? last_gap : kGap;
    out += cell;
    out.append(widths[column] - text_width(cell) + gap, ' ');
  }
  out += '\n';
}

}  // namespace

std::string format_rows(const std::vector<Cells>& rows) {
  Widths widths;
  for (const Cells& row : rows) widen(widths, row);
  std::string out;
  for (const Cells& row : rows) append_row(row, widths, kGap, out);
  return out;
}

std::string format_table(const Cells& header, const std::vector<Cells>& rows) {
  Widths widths;
  widen(widths, header);
  for (const Cells& row : rows) widen(widths, row);
  std::string out;
  append_row(header, widths, 1, out);
  for (const Cells& row : rows) append_row(row, widths, kGap, out);
  return out;
}

}  // namespace llamero
