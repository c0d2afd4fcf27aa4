// One login to a host, that sessions and forwardings go through: a private master of ssh.
#pragma once

#include "process/process_runner.h"
#include "process/socket_folder.h"
#include "process/ssh_command.h"
#include "process/ssh_failure.h"

#include <memory>
#include <string>
#include <string_view>

namespace llamero {

// It ends ssh, and with it all that goes through, when it goes.
class SshMaster {
 public:
  // Starts ssh and does not wait for anything. Errors: Errc::tunnel_failed where there is no place
  // for the socket, or no ssh.
  [[nodiscard]] static Result<SshMaster> start(ProcessRunner& processes, const Env& env,
                                               const SshLogin& login);

  [[nodiscard]] const SshDestination& destination() const { return place_.destination; }
  [[nodiscard]] const std::string& control() const { return control_; }
  [[nodiscard]] Child& child() { return *child_; }

  // The login is done.
  [[nodiscard]] bool accepts() const { return socket_accepts(control_); }
  [[nodiscard]] bool ended() { return child_->end().has_value(); }

  // What ssh has said since forget_words().
  [[nodiscard]] std::string_view new_words();
  void forget_words() { forgotten_ = child_->error_text(); }

  // Precondition: ended().
  [[nodiscard]] Error why_ended();
  // For a login that takes too long.
  [[nodiscard]] Error not_up_within(Milliseconds limit);

 private:
  SshMaster(SocketFolder folder, std::unique_ptr<Child> child, SshPlace place)
      : folder_(std::move(folder)),
        control_(folder_.socket()),
        child_(std::move(child)),
        place_(std::move(place)) {}

  SocketFolder folder_;
  std::string control_;
  std::unique_ptr<Child> child_;  // after the folder: ssh ends before its socket is removed
  SshPlace place_;
  std::string forgotten_;
};

}  // namespace llamero
