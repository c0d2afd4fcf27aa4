// From the arguments to an exit code: the one place where errors become text and numbers.
#pragma once

#include "cli/exit_code.h"
#include "cli/services.h"

#include <string>
#include <vector>

namespace llamero {

struct Outcome {
  ExitCode code = ExitCode::ok;
  int signal = 0;  // not 0: the process must end by it (SignalPipe::die_by)
};

// `arguments` are those after the program's name. Nothing is thrown.
[[nodiscard]] Outcome run_app(const std::vector<std::string>& arguments,
                              Services services) noexcept;

}  // namespace llamero
