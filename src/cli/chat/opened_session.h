// What a person sees of a session that is opened again.
#pragma once

#include "cli/chat/chat_state.h"

namespace llamero {

// Says what was opened, and shows the last question and its answer. Errors: those of the output.
Result<void> show_opened(ChatState& chat, const OpenedSession& opened);

}  // namespace llamero
