// Base64 (RFC 4648, section 4), encoding only.
#pragma once

#include <string>
#include <string_view>

namespace llamero {

[[nodiscard]] std::string encode_base64(std::string_view bytes);

}  // namespace llamero
