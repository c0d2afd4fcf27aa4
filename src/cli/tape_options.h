// --record and --replay: as typed, and as understood.
#pragma once

#include "cli/option_table.h"
#include "engine/tape_player.h"
#include "engine/tape_recorder.h"
#include "llamero/result.h"

#include <optional>
#include <string>
#include <vector>

namespace llamero {

struct TapeArgs {
  std::optional<std::string> record;
  std::optional<std::string> bodies;
  std::vector<std::string> redact;
  std::optional<std::string> replay;
  std::optional<std::string> speed;
};

void bind_tape(OptionTable& app, TapeArgs& args, const char* group);

// At most one of the files is set.
struct TapeChoice {
  std::optional<std::string> record;
  RecordingRules rules;
  std::optional<std::string> replay;
  ReplaySpeed speed = ReplaySpeed::original;
};

// No I/O. Errors: Errc::usage.
[[nodiscard]] Result<TapeChoice> resolve_tape(const TapeArgs& args);

}  // namespace llamero
