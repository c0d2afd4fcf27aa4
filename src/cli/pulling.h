// Pulls one model with its display, and goes on after a stall or a dropped connection.
#pragma once

#include "cli/command.h"
#include "llamero/types.h"

#include <functional>
#include <string>

namespace llamero {

// Progress goes to stderr: on a terminal one line that is rewritten and stays when its layer is
// done; elsewhere a plain line every few seconds. A stream that was cut or stalled is asked for
// again (the server resumes), at most --retries times without progress between them.
// `also` hears of the progress, and may end the pull by an error.
using OnPullProgress = std::function<Result<void>(const PullProgress&)>;
Result<void> pull_model(const std::string& model, bool insecure, Run run,
                        const OnPullProgress& also = {});

}  // namespace llamero
