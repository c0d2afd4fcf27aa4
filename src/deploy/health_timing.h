// When docker runs a health check, which depends on the engine.
#pragma once

#include "base/version_number.h"

#include <algorithm>
#include <chrono>

#include "deploy/container_spec.h"

namespace llamero {

// The first version of the Engine API whose health checks have a StartInterval.
inline constexpr VersionNumber kStartIntervalApi{{1, 44, 0}};

[[nodiscard]] inline bool has_start_interval(const VersionNumber& api) {
  return !(api < kStartIntervalApi);
}

// Time between two checks. An older engine waits as long for the first one, too, so that a server
// would be "starting" for 30 s; there it is 5 s at most.
[[nodiscard]] inline std::chrono::seconds check_interval(const HealthCheck& check,
                                                         const VersionNumber& api) {
  if (has_start_interval(api)) return check.interval;
  return std::min(check.interval, std::chrono::seconds(5));
}

}  // namespace llamero
