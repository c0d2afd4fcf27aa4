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
extern const CommandEntry kRemoteAddCommand;
extern const CommandEntry kRemoteListCommand;
extern const CommandEntry kRemoteShowCommand;
extern const CommandEntry kRemoteUseCommand;
extern const CommandEntry kRemoteRenameCommand;
extern const CommandEntry kRemoteRemoveCommand;
extern const CommandEntry kRemoteEditCommand;
extern const CommandEntry kRemoteConnectCommand;
extern const CommandEntry kRemoteDisconnectCommand;
extern const CommandEntry kSessionsListCommand;
extern const CommandEntry kSessionsShowCommand;
extern const CommandEntry kSessionsSearchCommand;
extern const CommandEntry kSessionsExportCommand;
extern const CommandEntry kSessionsRenameCommand;
extern const CommandEntry kSessionsTagCommand;
extern const CommandEntry kSessionsForkCommand;
extern const CommandEntry kSessionsRemoveCommand;
extern const CommandEntry kSessionsPruneCommand;
extern const CommandEntry kUpCommand;
extern const CommandEntry kStatusCommand;
extern const CommandEntry kLogsCommand;
extern const CommandEntry kUpgradeCommand;
extern const CommandEntry kDownCommand;
extern const CommandEntry kEmitCommand;
extern const CommandEntry kDoctorCommand;
extern const CommandEntry kConfigPathCommand;
extern const CommandEntry kConfigShowCommand;
extern const CommandEntry kConfigEditCommand;
extern const CommandEntry kConfigCheckCommand;
extern const CommandEntry kApiCommand;
extern const CommandEntry kVersionCommand;
extern const CommandEntry kCompletionCommand;
extern const CommandEntry kHelpCommand;

// In the order of the overview.
[[nodiscard]] std::span<const CommandEntry* const> all_commands();

// Whether names of two words begin with this one: "remote", "config".
[[nodiscard]] bool is_command_group(std::string_view word);

// By name or alias; nullptr where there is none.
[[nodiscard]] const CommandEntry* find_command(std::string_view name);

}  // namespace llamero
