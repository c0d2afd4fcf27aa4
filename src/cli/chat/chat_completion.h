// What Tab offers in a chat.
#pragma once

#include "term/completion.h"

#include <functional>
#include <string>
#include <vector>

namespace llamero {

// Names of slash commands and of what some of them take. `models` is asked for the models of the
// server, at most once for each Tab, and may be empty.
[[nodiscard]] Completer chat_completer(std::function<std::vector<std::string>()> models);

}  // namespace llamero
