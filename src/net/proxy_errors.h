// Failures on the way to a server that are a proxy's.
#pragma once

#include "net/curl_errors.h"

#include <optional>

namespace llamero {

// nullopt: no proxy was used, or it is not the proxy that failed. Proxies are named, never with a
// password.
[[nodiscard]] std::optional<Error> describe_proxy(const FailedTransfer& failed);

}  // namespace llamero
