// Where the shared tunnel of a remote has its sockets.
#pragma once

#include "base/env.h"
#include "llamero/result.h"
#include "process/ssh_failure.h"

#include <string>
#include <string_view>

namespace llamero {

struct SharedTunnelPaths {
  std::string socket;   // leads to the server
  std::string control;  // where ssh takes orders
  std::string lock;     // held while the tunnel is opened or closed
};

// The names hold a hash of all arguments: a remote that was edited does not find its old tunnel.
// Errors: Errc::tunnel_failed where there is no folder for sockets.
[[nodiscard]] Result<SharedTunnelPaths> shared_tunnel_paths(const Env& env, std::string_view remote,
                                                            const SshPlace& place);

}  // namespace llamero
