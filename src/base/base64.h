// Base64 (RFC 4648, section 4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace llamero {

[[nodiscard]] std::string encode_base64(std::string_view bytes);

// Strict: padded, no blanks, no bits left over. nullopt: `text` is nothing that encode_base64
// makes.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace llamero
