// Pulls one model with its display, and goes on after a stall or a dropped connection.
#pragma once

#include "cli/command.h"

#include <string>

namespace llamero {

// Progress goes to stderr: on a terminal one line that is rewritten and stays when its layer is
// done; elsewhere a plain line every few seconds. A stream that was cut or stalled is asked for
// again (the server resumes), at most --retries times without progress between them.
Result<void> pull_model(const std::string& model, bool insecure, Run run);

}  // namespace llamero
