// How many columns a text takes on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace llamero {

// Columns of UTF-8 text without control characters; by grapheme cluster, wide East-Asian characters
// and emoji count 2, combining marks 0 (utf8proc's tables).
[[nodiscard]] std::size_t text_width(std::string_view text);

// The longest prefix of whole graphemes that fits into `columns`, with "…" as its last column when
// something was cut.
[[nodiscard]] std::string fit_width(std::string_view text, std::size_t columns);

}  // namespace llamero
