// The turns of a conversation as they are kept.
#pragma once

#include "engine/chat_session.h"
#include "store/stored_session.h"

#include <string>

namespace llamero {

[[nodiscard]] ChatSession::Turn turn_of(const StoredTurn& stored);

// `model` gave the answer; `now`: the time of a turn that has none.
[[nodiscard]] StoredTurn stored_of(const ChatSession::Turn& turn, const std::string& model,
                                   WallTime now);

}  // namespace llamero
