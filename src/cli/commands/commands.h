// The table of all commands: one file each in this folder.
#pragma once

#include "cli/command.h"

#include <span>

namespace llamero {

extern const CommandEntry kRunCommand;
extern const CommandEntry kChatCommand;
extern const CommandEntry kPullCommand;
extern const CommandEntry kListCommand;
extern const CommandEntry kPsCommand;
extern const CommandEntry kShowCommand;
extern const CommandEntry kLoadCommand;
extern const CommandEntry kStopCommand;
extern const CommandEntry kApiCommand;
extern const CommandEntry kVersionCommand;
extern const CommandEntry kCompletionCommand;
extern const CommandEntry kHelpCommand;

// In the order of the overview.
[[nodiscard]] std::span<const CommandEntry* const> all_commands();

// By name or alias; nullptr where there is none.
[[nodiscard]] const CommandEntry* find_command(std::string_view name);

}  // namespace llamero
