// A tunnel to a server's loopback: one ssh in the foreground, and a unix socket that leads there.
#pragma once

#include "process/process_runner.h"
#include "process/socket_folder.h"
#include "process/ssh_command.h"
#include "process/ssh_failure.h"

#include <memory>
#include <optional>
#include <string>

namespace llamero {

// It ends ssh and removes the socket and its folder when it goes.
class SshTunnel {
 public:
  // Starts ssh and does not wait for anything. Errors: Errc::tunnel_failed where there is no place
  // for the socket, or no ssh.
  [[nodiscard]] static Result<SshTunnel> start(ProcessRunner& processes, const Env& env,
                                               const SshLogin& login, int port);

  [[nodiscard]] const std::string& socket() const { return socket_; }
  [[nodiscard]] Child& child() { return *child_; }

  // The login is done, and the socket takes connections.
  [[nodiscard]] bool accepts() const { return socket_accepts(socket_); }
  [[nodiscard]] bool ended() { return child_->end().has_value(); }

  // From here on, only what ssh says later explains a failure.
  void forget_words() { forgotten_ = child_->error_text(); }

  // Why ssh has ended. Precondition: ended().
  [[nodiscard]] Error why_ended();
  // Why a connection through the tunnel failed although ssh is alive, if ssh has told.
  [[nodiscard]] std::optional<Error> why_not_forwarded();
  // The last line that ssh has said, for a login that takes too long.
  [[nodiscard]] Error not_up_within(Milliseconds limit);

 private:
  SshTunnel(SocketFolder folder, std::unique_ptr<Child> child, SshPlace place)
      : folder_(std::move(folder)),
        socket_(folder_.socket()),
        child_(std::move(child)),
        place_(std::move(place)) {}

  [[nodiscard]] std::string_view new_words();

  SocketFolder folder_;
  std::string socket_;
  std::unique_ptr<Child> child_;  // after the folder: ssh ends before its socket is removed
  SshPlace place_;
  std::string forgotten_;
};

}  // namespace llamero
