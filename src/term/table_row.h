// The source of a table: its rows and the row of dashes that says how columns are aligned.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

enum class Alignment { left, center, right };

// The cells of a row, trimmed; `\|` is a bar that parts nothing.
[[nodiscard]] std::vector<std::string> split_row(std::string_view row);

// One alignment per column, when the line is such a row of dashes.
[[nodiscard]] std::optional<std::vector<Alignment>> read_alignments(std::string_view row);

// True when `alignments`, the line below, makes `header` the head of a table.
[[nodiscard]] bool begins_table(std::string_view header, std::string_view alignments);

}  // namespace llamero
