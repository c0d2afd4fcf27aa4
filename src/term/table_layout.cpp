#include "term/table_layout.h"

#include "term/markdown_spans.h"
#include "term/word_wrap.h"

#include <algorithm>
#include <numeric>

namespace llamero {
namespace {

constexpr std::size_t kGap = 3;       // columns between two cells
constexpr std::size_t kReadable = 8;  // a column that is wider is not made narrower than this
constexpr std::size_t kRecordRule = 8;

std::vector<StyledLine> wrapped(const StyledLine& text, std::size_t columns) {
  std::vector<StyledLine> lines;
  WordWrap wrap({}, {}, columns);
  wrap.text(text, lines);
  wrap.finish(lines);
  return lines;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (; times > 0; --times) out += text;
  return out;
}

// The sum of the widths, none larger than `most`.
std::size_t limited_sum(const std::vector<std::size_t>& widths, std::size_t most) {
  return std::accumulate(
      widths.begin(), widths.end(), std::size_t{0},
      [most](std::size_t sum, std::size_t width) { return sum + std::min(width, most); });
}

}  // namespace

TableLayout::TableLayout(std::string_view header, std::string_view alignments,
                         const MarkdownTheme& theme, bool plain)
    : theme_(theme),
      plain_(plain),
      alignments_(read_alignments(alignments).value_or(std::vector<Alignment>{})),
      header_(parse_row(header, theme.table_header)) {}

void TableLayout::add_row(std::string_view row) {
  rows_.push_back(parse_row(row, {}));
  held_ += row.size();
}

TableLayout::Row TableLayout::parse_row(std::string_view row, TextStyle base) const {
  std::vector<std::string> cells = split_row(row);
  cells.resize(alignments_.size());
  Row parsed;
  for (const std::string& cell : cells) parsed.push_back(parse_spans(cell, theme_, base));
  return parsed;
}

void TableLayout::lines(std::size_t columns, std::vector<StyledLine>& out) {
  if (!fixed_) {
    fix_widths(columns);
    if (!widths_.empty()) {
      append_grid_row(header_, out);
      append_separator(out);
    } else if (rows_.empty()) {
      append_record(header_, columns, out);
    }
  }
  fixed_ = true;
  for (const Row& row : rows_) {
    if (widths_.empty()) {
      if (any_record_) out.push_back({{repeated(plain_ ? "-" : "─", kRecordRule), theme_.line}});
      append_record(row, columns, out);
      any_record_ = true;
    } else {
      append_grid_row(row, out);
    }
  }
  rows_.clear();
  held_ = 0;
}

// As wide as the widest cell; where that is too much, the widest columns give way.
void TableLayout::fix_widths(std::size_t columns) {
  widths_.assign(alignments_.size(), 1);
  const auto widen = [&](const Row& row) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      widths_[column] = std::max(widths_[column], line_width(row[column]));
    }
  };
  widen(header_);
  for (const Row& row : rows_) widen(row);
  const std::size_t gaps = kGap * (widths_.size() - 1);
  if (gaps >= columns || limited_sum(widths_, kReadable) > columns - gaps) {
    widths_.clear();
    return;
  }
  const std::size_t room = columns - gaps;
  std::size_t most = kReadable;
  while (most < room && limited_sum(widths_, most + 1) <= room) ++most;
  for (std::size_t& width : widths_) width = std::min(width, most);
}

void TableLayout::append_grid_row(const Row& row, std::vector<StyledLine>& out) const {
  std::vector<std::vector<StyledLine>> cells;
  std::size_t height = 1;
  for (std::size_t column = 0; column < row.size(); ++column) {
    cells.push_back(wrapped(row[column], widths_[column]));
    height = std::max(height, cells.back().size());
  }
  for (std::size_t index = 0; index < height; ++index) {
    StyledLine line;
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (column > 0) append_run(line, plain_ ? " | " : " │ ", theme_.line);
      const bool there = index < cells[column].size();
      append_line(line, aligned(there ? cells[column][index] : StyledLine{}, column));
    }
    out.push_back(std::move(line));
  }
}

StyledLine TableLayout::aligned(const StyledLine& text, std::size_t column) const {
  const std::size_t used = line_width(text);
  const std::size_t room = widths_[column] > used ? widths_[column] - used : 0;
  std::size_t before = 0;
  if (alignments_[column] == Alignment::right) before = room;
  if (alignments_[column] == Alignment::center) before = room / 2;
  StyledLine line;
  append_run(line, std::string(before, ' '), {});
  append_line(line, text);
  // Nothing is gained by spaces at the end of a line.
  if (column + 1 < widths_.size()) append_run(line, std::string(room - before, ' '), {});
  return line;
}

void TableLayout::append_separator(std::vector<StyledLine>& out) const {
  std::string line;
  for (std::size_t column = 0; column < widths_.size(); ++column) {
    if (column > 0) line += plain_ ? "-+-" : "─┼─";
    line += repeated(plain_ ? "-" : "─", widths_[column]);
  }
  out.push_back({{line, theme_.line}});
}

void TableLayout::append_record(const Row& row, std::size_t columns,
                                std::vector<StyledLine>& out) const {
  for (std::size_t column = 0; column < row.size(); ++column) {
    WordWrap wrap({}, {{"  ", {}}}, columns);
    wrap.text(header_[column], out);
    if (&row != &header_) {
      wrap.text(": ", theme_.table_header, out);
      wrap.text(row[column], out);
    }
    wrap.finish(out);
  }
}

}  // namespace llamero
