// Where the files beside the database of sessions are.
#pragma once

#include "store/stored_session.h"

#include <string>

namespace llamero {

// `database`: the path of sessions.db. The files of a session are in the folder "sessions" beside
// it, named by its id.
[[nodiscard]] std::string journal_file(const std::string& database, SessionId id);
[[nodiscard]] std::string lock_file(const std::string& database, SessionId id);

// Removes both, as far as they are there. Precondition: the session is gone, or its lock is held.
void remove_session_files(const std::string& database, SessionId id);

}  // namespace llamero
