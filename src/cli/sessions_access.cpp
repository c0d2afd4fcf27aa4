#include "cli/sessions_access.h"

#include "cli/message.h"

namespace llamero {

Result<std::string> sessions_file(const Settings& settings) {
  if (!settings.paths.state_dir.empty()) return settings.paths.state_dir + "/sessions.db";
  return Unexpected(Error(Errc::usage, "there is no place for sessions: HOME is not set",
                          "set HOME or XDG_STATE_HOME"));
}

Result<SessionStore> open_sessions(Run run) {
  auto file = sessions_file(run.settings);
  if (!file) return Unexpected(std::move(file).error());
  auto store = SessionStore::open(*file, SessionStore::IfMissing::empty);
  if (store && store->read_only())
    say_warning(run.services.err, run.settings, store->read_only()->message);
  return store;
}

}  // namespace llamero
