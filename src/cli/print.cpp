#include "cli/print.h"

namespace llamero {

Result<ExitCode> print(std::string_view text, Run run) {
  run.services.out.text(text);
  run.services.out.end_text();
  if (auto drained = run.services.out.drain(run.interrupts); !drained)
    return Unexpected(std::move(drained).error());
  return ExitCode::ok;
}

}  // namespace llamero
