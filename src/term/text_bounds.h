// Where words and lines begin and end in UTF-8 text. All offsets are bytes, at grapheme boundaries.
#pragma once

#include <cstddef>
#include <string_view>

namespace llamero {

// A word is a run of letters, digits and marks, of any script.
[[nodiscard]] std::size_t word_end_after(std::string_view text, std::size_t at);
[[nodiscard]] std::size_t word_start_before(std::string_view text, std::size_t at);
// The start of the next word: past the end of the one that is there.
[[nodiscard]] std::size_t word_start_after(std::string_view text, std::size_t at);
// The start of what stands between blanks: a path, an option.
[[nodiscard]] std::size_t blank_start_before(std::string_view text, std::size_t at);

// The line around `at`, without its newline.
[[nodiscard]] std::size_t line_start(std::string_view text, std::size_t at);
[[nodiscard]] std::size_t line_end(std::string_view text, std::size_t at);

// Columns between the start of the line and `at`; what has no width counts as one, so that each
// step to the right is one to the right here too.
[[nodiscard]] std::size_t column_in_line(std::string_view text, std::size_t at);
// The last boundary of the line that starts at `start` whose column is not past `column`.
[[nodiscard]] std::size_t offset_of_column(std::string_view text, std::size_t start,
                                           std::size_t column);

}  // namespace llamero
