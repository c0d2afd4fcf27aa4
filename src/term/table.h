// Tables as the official client prints them: no borders, columns as wide as their widest cell, four
// spaces after each, the last one too (after the last name of a header only one).
#pragma once

#include <string>
#include <vector>

namespace llamero {

// Cells are counted in terminal columns (term/text_width.h) and must hold no control characters. A
// row may have fewer cells than the longest. The result ends with a newline, or is empty.
[[nodiscard]] std::string format_rows(const std::vector<std::vector<std::string>>& rows);

[[nodiscard]] std::string format_table(const std::vector<std::string>& header,
                                       const std::vector<std::vector<std::string>>& rows);

}  // namespace llamero
