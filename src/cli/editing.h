// The user's editor.
#pragma once

#include "cli/command.h"

#include <string>

namespace llamero {

// Runs $VISUAL, $EDITOR or vi on the file and waits for its end. Errors: Errc::usage without a
// terminal, when it cannot be started, or when it did not exit with 0.
[[nodiscard]] Result<void> edit_file(const std::string& file, Run run);

}  // namespace llamero
