// Help texts, made from the bound options, so that they cannot drift from what is accepted.
#pragma once

#include "cli/command.h"

#include <string>
#include <string_view>

namespace llamero {

// All commands in groups, and where to read on.
[[nodiscard]] std::string overview_text();
[[nodiscard]] std::string command_help_text(const CommandEntry& entry);
// The commands of two words that begin with `group`.
[[nodiscard]] std::string group_help_text(std::string_view group);
// "exit-codes", "environment"; empty for an unknown topic.
[[nodiscard]] std::string topic_text(std::string_view topic);

}  // namespace llamero
