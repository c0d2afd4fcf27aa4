// The remote that leads to what was deployed.
#pragma once

#include "cli/deploy/chosen_deployment.h"
#include "llamero/secret.h"

#include <string>

namespace llamero {

struct FrontAccess {
  Secret token;
  std::string authority;  // PEM of the root that its certificate is from; empty: a public one
};

// Writes the remote where there is none; adds [deploy] where its file has none; leaves a file that
// has one as it is, and says where the flags differ from it. The token and the certificate are kept
// beside it, 0600. Errors: Errc::output_failed, Errc::usage.
[[nodiscard]] Result<void> keep_remote(const ChosenDeployment& chosen, const FrontAccess& access,
                                       Run run);

}  // namespace llamero
