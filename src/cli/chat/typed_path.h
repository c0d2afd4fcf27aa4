// Paths as people type them, or drop them on a terminal.
#pragma once

#include "base/env.h"

#include <string>
#include <string_view>

namespace llamero {

// All of `typed` is one path: blanks belong to it. One pair of quotes around it is taken away;
// without them a backslash takes the next character as it is. "~/" is the home.
[[nodiscard]] std::string typed_path(std::string_view typed, const Env& env);

}  // namespace llamero
