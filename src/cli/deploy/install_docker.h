// Docker for a machine that has none: the packages of its distribution.
#pragma once

#include "cli/deploy/deploy_display.h"
#include "cli/deploy/deploy_host.h"

namespace llamero {

// Shows the commands, asks (or `yes`), runs them there, and opens the link anew, because a group
// counts from the next login on. Errors: Errc::deploy: not Debian or Ubuntu, no root and no sudo, a
// command that failed; Errc::usage: nobody can be asked.
[[nodiscard]] Result<void> install_docker(DeployHost& host, bool yes, DeployDisplay& display,
                                          Run run);

}  // namespace llamero
