// The answer of a command that is not a stream.
#pragma once

#include "cli/command.h"

#include <string_view>

namespace llamero {

// Writes all of `text` to stdout.
Result<ExitCode> print(std::string_view text, Run run);

}  // namespace llamero
