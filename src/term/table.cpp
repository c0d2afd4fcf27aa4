#include "term/table.h"

#include "term/text_width.h"

#include <algorithm>

namespace llamero {
namespace {

constexpr std::size_t kGap = 4;

using Cells = std::vector<std::string>;

void append_row(const Cells& row, const std::vector<std::size_t>& widths, std::string& out) {
  for (std::size_t column = 0; column < row.size(); ++column) {
    out += row[column];
    out.append(widths[column] - text_width(row[column]) + kGap, ' ');
  }
  out += '\n';
}

}  // namespace

std::string format_table(const Cells& header, const std::vector<Cells>& rows) {
  std::vector<std::size_t> widths(header.size(), 0);
  const auto widen = [&](const Cells& row) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      widths.at(column) = std::max(widths[column], text_width(row[column]));
    }
  };
  widen(header);
  for (const Cells& row : rows) widen(row);

  std::string out;
  append_row(header, widths, out);
  for (const Cells& row : rows) append_row(row, widths, out);
  return out;
}

}  // namespace llamero
