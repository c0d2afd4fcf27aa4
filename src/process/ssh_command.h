// The command lines of ssh. The user's own ssh config, agent, jump hosts and known hosts stay in
// force, and no option here relaxes the check of a host key.
#pragma once

#include "base/ssh_destination.h"
#include "llamero/http.h"

#include <string>
#include <vector>

namespace llamero {

// A unix socket here that leads to a port of the loopback there.
struct SshForward {
  std::string socket;  // the path of a socket that is ours to make
  int port = 0;
};

struct SshLogin {
  SshDestination destination;
  bool may_ask = false;             // for a passphrase or about a new host, on the terminal
  Milliseconds connect_timeout{0};  // ssh counts in seconds; 0: as the ssh config has it
};

// A private tunnel that lasts as long as the process.
[[nodiscard]] std::vector<std::string> ssh_tunnel_command(const SshLogin& login,
                                                          const SshForward& forward);

// A tunnel of its own, in the background, that answers to the socket `control`. ssh goes to the
// background once the login is done and the forwarding stands.
[[nodiscard]] std::vector<std::string> ssh_master_command(const SshLogin& login,
                                                          const SshForward& forward,
                                                          const std::string& control);

// A private master in the foreground: its end is ours, and what it says comes to us. Sessions and
// forwardings are asked of it afterwards, through the socket `control`.
[[nodiscard]] std::vector<std::string> ssh_link_command(const SshLogin& login,
                                                        const std::string& control);

// A session within that master; `command` is for the login shell there. Where the master is gone it
// fails and never logs in by itself.
[[nodiscard]] std::vector<std::string> ssh_session_command(const SshDestination& destination,
                                                           const std::string& control,
                                                           const std::string& command);

// Asks the master for a forwarding from the socket `local` to `remote`: the path of a socket there,
// or "address:port".
[[nodiscard]] std::vector<std::string> ssh_forward_request(const SshDestination& destination,
                                                           const std::string& control,
                                                           const std::string& local,
                                                           const std::string& remote);

enum class MasterRequest { check, exit };
[[nodiscard]] std::vector<std::string> ssh_master_request(const SshDestination& destination,
                                                          const std::string& control,
                                                          MasterRequest request);

}  // namespace llamero
