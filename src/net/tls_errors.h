// Failures of TLS with a server: its certificate, its key, or ours.
#pragma once

#include "net/curl_errors.h"

#include <optional>

namespace llamero {

// nullopt: the failure is none of TLS. Each cause has a line of its own, with what to do as the
// hint.
[[nodiscard]] std::optional<Error> describe_tls(const FailedTransfer& failed);

}  // namespace llamero
