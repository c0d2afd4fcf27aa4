// What the beginning of a line of markdown says: the marks of CommonMark's blocks. Each function
// looks at a line from its first character that is no white space.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace llamero {

[[nodiscard]] bool is_thematic_break(std::string_view content);

struct HeadingMark {
  int level = 1;
  std::string_view text;
};
[[nodiscard]] std::optional<HeadingMark> read_heading(std::string_view content);

// 1 or 2 for a line of '=' or '-' beneath a heading.
[[nodiscard]] std::optional<int> read_underline(std::string_view content);

struct Fence {
  char mark = '`';
  std::size_t length = 3;
  std::string_view info;
};
[[nodiscard]] std::optional<Fence> read_fence(std::string_view content);
[[nodiscard]] bool closes_fence(std::string_view content, char mark, std::size_t length);

struct ListMark {
  char delimiter = '-';  // the bullet, or what stands behind the number
  bool ordered = false;
  unsigned number = 0;
  std::size_t length = 1;  // bytes
};
// The mark is followed by white space or the end of the line.
[[nodiscard]] std::optional<ListMark> read_list_mark(std::string_view content);

// The text that ends a block which is taken as it stands; empty: it ends before a blank line.
// Nothing: the line begins no such block.
[[nodiscard]] std::optional<std::string_view> read_html_block(std::string_view content);
[[nodiscard]] std::optional<std::string_view> read_math_block(std::string_view content);

// True when no text that may follow `line`, the unfinished beginning of one, can make another block
// of it than the beginning already tells; where it says true, the line is text behind the marks of
// quotes and list items.
[[nodiscard]] bool is_surely_text(std::string_view line);

}  // namespace llamero
