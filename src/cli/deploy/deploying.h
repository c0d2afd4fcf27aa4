// From a chosen deployment to a server that answers: what `up` and `upgrade` share.
#pragma once

#include "cli/deploy/chosen_deployment.h"

#include "deploy/survey.h"

namespace llamero {

struct DeployWish {
  std::string action;  // "up", "upgrade"
  Resolve resolve = Resolve::once;
  bool dry_run = false;
  bool yes = false;
  bool allow_downgrade = false;
  bool install_docker = false;
  bool rotate_token = false;
  Milliseconds drain{0};    // waits so long for the requests that are under way; 0: does not
  bool must_exist = false;  // there must be a container to upgrade
};

// Shows the machine and the plan, asks where something is replaced, brings it about and keeps the
// remote. ExitCode::negative: a dry run found changes. Errors: Errc::deploy, Errc::usage; those of
// the link.
[[nodiscard]] Result<ExitCode> deploy(const ChosenDeployment& chosen, const DeployWish& wish,
                                      Run run);

}  // namespace llamero
