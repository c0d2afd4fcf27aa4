// Which deployment a command is about: the remote, the machine and what it is to be like.
#pragma once

#include "cli/command.h"
#include "cli/deploy/deploy_flags.h"
#include "config/remote.h"

#include <functional>
#include <optional>
#include <string>

#include "deploy/deploy_target.h"

namespace llamero {

struct ChosenDeployment {
  DeploySpec spec;
  DeployTarget target;
  std::string remote_name;       // that `up` writes, or the one that is there
  std::optional<Remote> remote;  // its file, if there is one
};

enum class RemoteName {
  must_exist,
  may_be_new,  // `up` writes it
};

// --remote, else what `remote use` chose if it has a [deploy] table; then the flags on top. Without
// either it is this machine. Nothing is contacted. Errors: Errc::usage.
using ApplyFlags = std::function<Result<void>(DeploySpec& spec)>;
[[nodiscard]] Result<ChosenDeployment> choose_deployment(const ApplyFlags& apply, RemoteName name,
                                                         Run run);

}  // namespace llamero
