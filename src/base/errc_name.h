// The error codes by name, for files that outlive a build.
#pragma once

#include "llamero/error.h"

#include <optional>
#include <string_view>

namespace llamero {

// The name of the enumerator: "connect_failed".
[[nodiscard]] std::string_view errc_name(Errc code);
[[nodiscard]] std::optional<Errc> errc_of_name(std::string_view name);

}  // namespace llamero
