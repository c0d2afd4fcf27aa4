#include "cli/commands/commands.h"

#include <array>

namespace llamero {

std::span<const CommandEntry* const> all_commands() {
  static constexpr std::array kAll = {&kRunCommand,     &kChatCommand,       &kPullCommand,
                                      &kListCommand,    &kPsCommand,         &kShowCommand,
                                      &kLoadCommand,    &kStopCommand,       &kApiCommand,
                                      &kVersionCommand, &kCompletionCommand, &kHelpCommand};
  return kAll;
}

const CommandEntry* find_command(std::string_view name) {
  for (const CommandEntry* entry : all_commands()) {
    if (entry->name == name || (!entry->alias.empty() && entry->alias == name)) return entry;
  }
  return nullptr;
}

}  // namespace llamero
