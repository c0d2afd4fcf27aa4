// What a reader takes for one character: a grapheme cluster, with the columns that it takes.
#pragma once

#include <cstddef>
#include <string_view>

namespace llamero {

struct Grapheme {
  std::size_t length = 0;        // bytes
  std::size_t columns = 0;       // 0 for what has no width of its own: controls, lone marks
  std::size_t most_columns = 0;  // on a terminal that adds the widths of the code points up
  // Terminals agree on its width: one code point, and one that Unicode has assigned.
  bool certain = true;
};

// The first grapheme of a text that is not empty. Bytes that are not UTF-8 count as U+FFFD.
[[nodiscard]] Grapheme next_grapheme(std::string_view text);

// Where the grapheme starts that ends at `at`, a boundary above 0. Looks back no farther than it
// must: to the next place that is a boundary whatever stands before it.
[[nodiscard]] std::size_t previous_grapheme(std::string_view text, std::size_t at);

// The first boundary at or after `at`, in valid UTF-8.
[[nodiscard]] std::size_t grapheme_boundary(std::string_view text, std::size_t at);

}  // namespace llamero
