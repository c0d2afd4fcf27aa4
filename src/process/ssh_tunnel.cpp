#include "process/ssh_tunnel.h"

#include "base/duration.h"

namespace llamero {

Result<SshTunnel> SshTunnel::start(ProcessRunner& processes, const Env& env, const SshLogin& login,
                                   int port) {
  auto folder = SocketFolder::make(env);
  if (!folder) return Unexpected(std::move(folder).error());
  auto child = processes.start(ssh_tunnel_command(login, {folder->socket(), port}));
  if (!child) return Unexpected(explain_ssh_not_run(child.error()));
  return SshTunnel(*std::move(folder), *std::move(child), {login.destination, port});
}

std::string_view SshTunnel::new_words() {
  const std::string_view said = child_->error_text();
  // Not so when old words were dropped: then all that is left counts.
  return said.starts_with(forgotten_) ? said.substr(forgotten_.size()) : said;
}

Error SshTunnel::why_ended() {
  return explain_ssh_end(place_, new_words(), child_->end().value_or(ProcessEnd()));
}

std::optional<Error> SshTunnel::why_not_forwarded() {
  return explain_ssh_forwarding(place_, new_words());
}

Error SshTunnel::not_up_within(Milliseconds limit) {
  return explain_ssh_silence(place_, new_words(), elapsed_text(limit));
}

}  // namespace llamero
