// One window at a time in one session.
#pragma once

#include "base/unique_fd.h"
#include "llamero/result.h"
#include "store/stored_session.h"

#include <string>

namespace llamero {

// Held until it goes, or the process ends in any way. The file stays: removing it while another
// process waits for it would let two in.
class SessionLock {
 public:
  // `database`: the path of sessions.db. Errors: Errc::usage when another window has the session,
  // with its process id; Errc::output_failed when the lock file cannot be made.
  [[nodiscard]] static Result<SessionLock> take(const std::string& database,
                                                const SessionInfo& session);

 private:
  explicit SessionLock(UniqueFd fd) : fd_(std::move(fd)) {}
  UniqueFd fd_;
};

}  // namespace llamero
