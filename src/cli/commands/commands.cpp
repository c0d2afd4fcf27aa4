#include "cli/commands/commands.h"

#include <array>

namespace llamero {

std::span<const CommandEntry* const> all_commands() {
  static constexpr std::array kAll = {&kRunCommand,
                                      &kChatCommand,
                                      &kPullCommand,
                                      &kListCommand,
                                      &kPsCommand,
                                      &kShowCommand,
                                      &kLoadCommand,
                                      &kStopCommand,
                                      &kRemoteAddCommand,
                                      &kRemoteListCommand,
                                      &kRemoteShowCommand,
                                      &kRemoteUseCommand,
                                      &kRemoteRenameCommand,
                                      &kRemoteEditCommand,
                                      &kRemoteRemoveCommand,
                                      &kRemoteConnectCommand,
                                      &kRemoteDisconnectCommand,
                                      &kSessionsListCommand,
                                      &kSessionsShowCommand,
                                      &kSessionsSearchCommand,
                                      &kSessionsExportCommand,
                                      &kSessionsRenameCommand,
                                      &kSessionsTagCommand,
                                      &kSessionsForkCommand,
                                      &kSessionsRemoveCommand,
                                      &kSessionsPruneCommand,
                                      &kUpCommand,
                                      &kStatusCommand,
                                      &kLogsCommand,
                                      &kUpgradeCommand,
                                      &kDownCommand,
                                      &kEmitCommand,
                                      &kDoctorCommand,
                                      &kConfigShowCommand,
                                      &kConfigCheckCommand,
                                      &kConfigEditCommand,
                                      &kConfigPathCommand,
                                      &kApiCommand,
                                      &kVersionCommand,
                                      &kCompletionCommand,
                                      &kHelpCommand};
  return kAll;
}

const CommandEntry* find_command(std::string_view name) {
  for (const CommandEntry* entry : all_commands()) {
    if (entry->name == name || (!entry->alias.empty() && entry->alias == name)) return entry;
  }
  return nullptr;
}

bool is_command_group(std::string_view word) {
  for (const CommandEntry* entry : all_commands()) {
    const std::size_t space = entry->name.find(' ');
    if (space != std::string_view::npos && entry->name.substr(0, space) == word) return true;
  }
  return false;
}

}  // namespace llamero
