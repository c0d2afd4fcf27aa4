// What `up --dry-run` prints: the changes, the docker run line that comes to the same, and the
// bodies that docker would be sent.
#pragma once

#include <string>

#include "deploy/plan.h"

namespace llamero {

// Of an engine that was not asked: what Debian 12 has, and every newer one takes.
inline constexpr VersionNumber kUnknownApi{{1, 41, 0}};

[[nodiscard]] std::string dry_run_text(const Plan& plan, const VersionNumber& api,
                                       const std::string& where, bool blind);

}  // namespace llamero
