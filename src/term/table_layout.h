// A table of markdown as lines of a terminal: columns aligned, cells wrapped; where columns would
// be too narrow to be read, each row becomes a list of its cells.
#pragma once

#include "term/markdown_theme.h"
#include "term/styled_text.h"
#include "term/table_row.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace llamero {

class TableLayout {
 public:
  // The two lines that began the table (table_row.h). `plain`: lines are drawn in ASCII. `theme`
  // must outlive this.
  TableLayout(std::string_view header, std::string_view alignments, const MarkdownTheme& theme,
              bool plain);

  void add_row(std::string_view row);
  // Source bytes of the rows that were not given out.
  [[nodiscard]] std::size_t held() const { return held_; }

  // Gives out what was added. The first call fixes the widths by the rows it sees and gives the
  // header; the rows of later calls are fitted in.
  void lines(std::size_t columns, std::vector<StyledLine>& out);

 private:
  using Row = std::vector<StyledLine>;

  [[nodiscard]] Row parse_row(std::string_view row, TextStyle base) const;
  void fix_widths(std::size_t columns);
  void append_grid_row(const Row& row, std::vector<StyledLine>& out) const;
  void append_separator(std::vector<StyledLine>& out) const;
  void append_record(const Row& row, std::size_t columns, std::vector<StyledLine>& out) const;
  [[nodiscard]] StyledLine aligned(const StyledLine& text, std::size_t column) const;

  const MarkdownTheme& theme_;
  bool plain_;
  std::vector<Alignment> alignments_;
  Row header_;
  std::vector<Row> rows_;
  std::size_t held_ = 0;
  std::vector<std::size_t> widths_;  // empty: as records
  bool fixed_ = false;
  bool any_record_ = false;
};

}  // namespace llamero
