#include "term/table_row.h"

#include "base/trim.h"

namespace llamero {
namespace {

constexpr std::string_view kBlank = " \t";

}  // namespace

std::vector<std::string> split_row(std::string_view row) {
  row = trimmed(row, kBlank);
  if (row.starts_with('|')) row.remove_prefix(1);
  std::vector<std::string> cells;
  std::string cell;
  bool after_bar = true;
  for (std::size_t at = 0; at < row.size(); ++at) {
    after_bar = row[at] == '|';
    if (after_bar) {
      cells.emplace_back(trimmed(cell, kBlank));
      cell.clear();
    } else if (row[at] == '\\' && at + 1 < row.size()) {
      if (row[at + 1] != '|') cell += '\\';
      cell += row[++at];
    } else {
      cell += row[at];
    }
  }
  if (!after_bar) cells.emplace_back(trimmed(cell, kBlank));
  return cells;
}

std::optional<std::vector<Alignment>> read_alignments(std::string_view row) {
  if (row.find('-') == std::string_view::npos ||
      row.find_first_not_of("|:- \t") != std::string_view::npos) {
    return std::nullopt;
  }
  std::vector<Alignment> alignments;
  for (const std::string& cell : split_row(row)) {
    const bool left = cell.starts_with(':');
    const bool right = cell.size() > 1 && cell.ends_with(':');
    const std::size_t colons = (left ? 1U : 0U) + (right ? 1U : 0U);
    const std::string_view dashes =
        std::string_view(cell).substr(left ? 1 : 0, cell.size() - colons);
    if (dashes.empty() || dashes.find_first_not_of('-') != std::string_view::npos) {
      return std::nullopt;
    }
    alignments.push_back(right ? (left ? Alignment::center : Alignment::right) : Alignment::left);
  }
  return alignments;
}

bool begins_table(std::string_view header, std::string_view alignments) {
  // A heading's underline and a rule hold no bar; one column needs one somewhere.
  const bool bars = header.find('|') != std::string_view::npos;
  const auto columns = read_alignments(alignments);
  return bars && columns && split_row(header).size() == columns->size();
}

}  // namespace llamero
