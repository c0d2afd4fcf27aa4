// Looks at the way to a server layer by layer: what `doctor` shows.
#pragma once

#include "cli/command.h"

#include <optional>
#include <string>
#include <vector>

namespace llamero {

struct CheckRow {
  enum class Status { ok, warning, failed };

  std::string layer;  // "target", "dns", "tcp", "proxy", "ssh", "tls", "http", …
  Status status = Status::ok;
  std::string detail;
  std::string hint;  // what to do; may be empty
  Milliseconds took{0};
};

struct Diagnosis {
  std::vector<CheckRow> rows;
  ExitCode code = ExitCode::ok;  // that of the first layer that failed; nothing after it is tried
};

// `generate`: a model for a short generation. The server of `run.settings` is looked at. Errors:
// those of the interrupts only; all else is a row.
[[nodiscard]] Result<Diagnosis> check_up(const std::optional<std::string>& generate, Run run);

}  // namespace llamero
