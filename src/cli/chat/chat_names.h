// What a chat can name: the models of its server, remotes, sessions, files.
#pragma once

#include "cli/chat/chat_completion.h"
#include "cli/chat/chat_state.h"

namespace llamero {

// Looked up when it is asked for. What cannot be found out is not offered. `chat` must outlive it.
[[nodiscard]] ChatNames names_for(ChatState& chat);

}  // namespace llamero
