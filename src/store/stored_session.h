// What is kept of a conversation.
#pragma once

#include "llamero/types.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// Never given out twice, not even after a session was removed.
using SessionId = std::int64_t;

using WallTime = std::chrono::system_clock::time_point;  // kept to the millisecond

// How an answer ended: whole, by the user, or by a lost connection or a crash.
enum class TurnState { complete, stopped, cut };

[[nodiscard]] std::string_view turn_state_name(TurnState state);

struct StoredTurn {
  std::string role;  // as in the API: "user", "assistant", …
  std::string content;
  std::string thinking = {};
  TurnState state = TurnState::complete;
  std::string model = {};           // that gave the answer; empty for a question
  std::optional<Usage> usage = {};  // of a whole answer
  WallTime time = {};               // of a question: sent; of an answer: ended
};

struct NewSession {
  std::string name;  // empty: none
  std::string model;
  std::string remote;                 // as Remote::target() and people write it
  std::optional<std::string> system;  // the system prompt
};

struct SessionInfo {
  SessionId id = 0;
  std::string name;
  WallTime created = {};
  WallTime updated = {};
  std::string model;
  std::string remote;
  std::optional<std::string> system;
  std::vector<std::string> tags;  // sorted
  SessionId parent = 0;           // 0: this is no fork, or the parent was removed
  std::int64_t fork_point = 0;    // turns that it had in common with its parent
  std::int64_t turns = 0;
  std::int64_t revision = 0;  // grows with every change of the turns

  // The name, or the number where there is none: what commands take.
  [[nodiscard]] std::string handle() const { return name.empty() ? std::to_string(id) : name; }
};

}  // namespace llamero
