// Tables as the official client prints them: no borders, columns as wide as their widest cell,
// four spaces after each (the last one too).
#pragma once

#include <string>
#include <vector>

namespace llamero {

// Cells are counted in terminal columns (term/text_width.h). Every row must have as many cells as
// `header`. The result ends with a newline.
[[nodiscard]] std::string format_table(const std::vector<std::string>& header,
                                       const std::vector<std::vector<std::string>>& rows);

}  // namespace llamero
