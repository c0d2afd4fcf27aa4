// Takes in what a killed program left behind.
#pragma once

#include "llamero/result.h"
#include "store/session_store.h"

#include <optional>

namespace llamero {

// A turn that a journal held and that is in the session now, in state cut.
struct RecoveredTurn {
  std::int64_t position = 0;  // of its question; the answer, maybe an empty one, is the next
  bool answered = false;      // some of the answer was there
};

// To be called when a session is opened, under its lock. Turns a left journal into a question and a
// cut answer and removes it. nullopt: there was none, it held nothing, or the program died after
// the turn was in the database. The journal stays when the database cannot be written. Errors:
// those of SessionStore and TurnJournal.
[[nodiscard]] Result<std::optional<RecoveredTurn>> recover_turn(SessionStore& store, SessionId id);

}  // namespace llamero
