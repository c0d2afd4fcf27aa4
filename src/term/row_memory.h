// Where the rows of one long line begin, remembered from painting to painting: a key changes a few
// bytes of it, and every row well before them stands as it was.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

class RowMemory {
 public:
  // Offsets in `line` at which its first rows begin, the first of them 0, as far as they are sure
  // to be the same as the last time; empty: nothing is known. Its cost is that of a comparison.
  [[nodiscard]] const std::vector<std::size_t>& recall(std::string_view line, std::size_t width,
                                                       std::size_t first_column);
  // Begins of the rows of `line` up to offset `end`.
  void remember(std::string_view line, std::size_t end, std::vector<std::size_t> begins);

 private:
  std::string text_;  // that the rows are of
  std::vector<std::size_t> begins_;
  std::size_t width_ = 0;
  std::size_t first_column_ = 0;
};

}  // namespace llamero
