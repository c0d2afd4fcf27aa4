// The commands of a chat: lines that begin with a slash, and what they do.
#pragma once

#include "cli/chat/chat_state.h"

#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// What the chat does after a command.
struct Obeyed {
  enum class Next {
    prompt,  // asks for the next line
    leave,
    answer,  // asks the model for an answer to the history
    go_on,   // goes on with the unfinished answer
  };
  Next next = Next::prompt;
  std::string draft = {};  // what the next line begins with
};

// `line` begins with a slash. What is wrong with it is told, and the chat goes on. Errors: those
// that end the chat.
Result<Obeyed> obey(ChatState& chat, std::string_view line);

// Names with their slash, sorted, for completion.
[[nodiscard]] std::vector<std::string_view> slash_command_names();

}  // namespace llamero
