// Finds out how large the context of a conversation is.
#pragma once

#include "cli/chat/chat_state.h"

namespace llamero {

// Asks what the loaded model has (ps), which loads nothing, and tells the meter. A server that does
// not say leaves it unknown.
void look_for_window(ChatState& chat);

// Another model, server or conversation: what is known of the context is of no use any more.
void forget_window(ChatState& chat);

}  // namespace llamero
