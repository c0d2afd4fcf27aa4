// A command line taken apart without a shell.
#pragma once

#include "llamero/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// Words at blanks; quotes and backslashes as in sh, but nothing is expanded. Errors: Errc::usage
// for a quote that does not end, and for no word at all.
[[nodiscard]] Result<std::vector<std::string>> split_words(std::string_view text);

}  // namespace llamero
