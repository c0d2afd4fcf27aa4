#include "cli/chat/stored_turns.h"

namespace llamero {
namespace {

TurnState stored_state(ChatSession::State state) {
  switch (state) {
    case ChatSession::State::stopped:
      return TurnState::stopped;
    case ChatSession::State::cut:
      return TurnState::cut;
    default:
      return TurnState::complete;
  }
}

ChatSession::State session_state(TurnState state) {
  switch (state) {
    case TurnState::stopped:
      return ChatSession::State::stopped;
    case TurnState::cut:
      return ChatSession::State::cut;
    default:
      return ChatSession::State::complete;
  }
}

}  // namespace

ChatSession::Turn turn_of(const StoredTurn& stored) {
  ChatSession::Turn turn;
  turn.message = {stored.role, stored.content, stored.thinking};
  turn.state = session_state(stored.state);
  turn.usage = stored.usage.value_or(Usage());
  turn.time = stored.time;
  return turn;
}

StoredTurn stored_of(const ChatSession::Turn& turn, const std::string& model, WallTime now) {
  StoredTurn stored;
  stored.role = turn.message.role;
  stored.content = turn.message.content;
  stored.thinking = turn.message.thinking;
  stored.state = stored_state(turn.state);
  stored.time = turn.time == WallTime() ? now : turn.time;
  if (stored.role != "assistant") return stored;
  stored.model = model;
  if (turn.state == ChatSession::State::complete) stored.usage = turn.usage;
  return stored;
}

}  // namespace llamero
