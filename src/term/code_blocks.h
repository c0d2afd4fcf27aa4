// The fenced blocks of code in a markdown text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// In their order, without fences and without the indentation of the lists and quotes that they
// stand in; a fence that was never closed ends with the text. Each line ends with a newline.
[[nodiscard]] std::vector<std::string> fenced_code_blocks(std::string_view markdown);

}  // namespace llamero
