// The database of sessions, for the commands that work in it.
#pragma once

#include "cli/command.h"
#include "store/session_store.h"

#include <string>

namespace llamero {

// $XDG_STATE_HOME/llamero/sessions.db. Errors: Errc::usage where nothing says where that is.
[[nodiscard]] Result<std::string> sessions_file(const Settings& settings);

// Opens it without making one; says in a warning why it can only be read. Errors: also those of
// SessionStore::open.
[[nodiscard]] Result<SessionStore> open_sessions(Run run);

}  // namespace llamero
