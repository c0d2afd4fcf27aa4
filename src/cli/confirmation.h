// A question before something is gone for good.
#pragma once

#include "cli/command.h"

#include <string_view>

namespace llamero {

// Asks "QUESTION [y/N] " on a terminal; only "y" and "yes" are a yes. Elsewhere nobody can answer:
// Errc::usage, and the hint says --yes. Errors: also those of the input.
[[nodiscard]] Result<bool> confirm(std::string_view question, Run run);

}  // namespace llamero
