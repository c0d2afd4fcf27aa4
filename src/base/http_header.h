// Header fields that a person wrote: what may go onto the wire (RFC 9110, section 5).
#pragma once

#include "llamero/result.h"

#include <string_view>

namespace llamero {

// A token, and none of the fields that llamero sets itself. Errors: Errc::usage.
[[nodiscard]] Result<void> check_header_name(std::string_view name);

// No control character: a line break would begin another header.
[[nodiscard]] bool is_header_value(std::string_view value);

}  // namespace llamero
