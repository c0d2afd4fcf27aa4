#include "process/ssh_master.h"

#include "base/duration.h"

namespace llamero {

Result<SshMaster> SshMaster::start(ProcessRunner& processes, const Env& env,
                                   const SshLogin& login) {
  auto folder = SocketFolder::make(env);
  if (!folder) return Unexpected(std::move(folder).error());
  auto child = processes.start(ssh_link_command(login, folder->socket()));
  if (!child) return Unexpected(explain_ssh_not_run(child.error()));
  return SshMaster(*std::move(folder), *std::move(child), {login.destination, 0});
}

std::string_view SshMaster::new_words() {
  const std::string_view said = child_->error_text();
  // Not so when old words were dropped: then all that is left counts.
  return said.starts_with(forgotten_) ? said.substr(forgotten_.size()) : said;
}

Error SshMaster::why_ended() {
  return explain_ssh_end(place_, child_->error_text(), child_->end().value_or(ProcessEnd()));
}

Error SshMaster::not_up_within(Milliseconds limit) {
  return explain_ssh_silence(place_, child_->error_text(), elapsed_text(limit));
}

}  // namespace llamero
