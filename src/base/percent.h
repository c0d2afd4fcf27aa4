// Percent-encoding, as in the userinfo of a URL.
#pragma once

#include <string>
#include <string_view>

namespace llamero {

// "%40" becomes "@". A "%" without two hex digits stands for itself.
[[nodiscard]] std::string percent_decoded(std::string_view text);

}  // namespace llamero
