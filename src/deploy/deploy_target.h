// Which machine a deployment is for.
#pragma once

#include "base/env.h"
#include "base/file_system.h"
#include "base/ssh_destination.h"
#include "llamero/result.h"

#include <string>
#include <string_view>

namespace llamero {

struct DeployTarget {
  enum class Kind {
    local,  // this machine; its socket is looked for
    ssh,
    socket,  // a unix socket here, of an engine that may be elsewhere
  };

  Kind kind = Kind::local;
  SshDestination ssh;
  std::string socket;  // absolute
  std::string
      text;  // as it is told: "this machine", "ssh://ubuntu@host", "context desk (unix://…)"
};

// "local", "ssh://[user@]host[:port]", "unix:///path", "context:NAME" (a context of the docker
// client; its file is read). Plain TCP is refused, because whoever reaches it is root there.
// Errors: Errc::usage.
[[nodiscard]] Result<DeployTarget> parse_deploy_target(std::string_view text, const Env& env,
                                                       FileSystem& files, Watch& interrupt);

}  // namespace llamero
