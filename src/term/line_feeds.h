// One end of line for text that may come from any system.
#pragma once

#include <string>
#include <string_view>

namespace llamero {

// CRLF and lone CR become LF.
[[nodiscard]] std::string with_line_feeds(std::string_view text);

}  // namespace llamero
