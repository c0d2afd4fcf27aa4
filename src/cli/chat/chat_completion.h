// What Tab offers in a chat.
#pragma once

#include "term/completion.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// What there is to name. Each is asked at most once for each Tab, and may return nothing.
struct ChatNames {
  std::function<std::vector<std::string>()> models;
  std::function<std::vector<std::string>()> remotes;
  std::function<std::vector<std::string>()> sessions;
  // Paths that begin with `typed`, as they would be typed on; folders end with a slash.
  std::function<std::vector<std::string>(std::string_view typed)> paths;
};

// Names of slash commands and of what some of them take.
[[nodiscard]] Completer chat_completer(ChatNames names);

}  // namespace llamero
