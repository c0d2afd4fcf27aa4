// Shortens a list answer without loss of the fields that this program does not know.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace llamero::json {

// `listing` is a decoded answer of /api/tags or /api/ps; keeps the entries of its `models` whose
// `name` is among `names`, in one line.
[[nodiscard]] std::string keep_models(std::string_view listing,
                                      std::span<const std::string_view> names);

}  // namespace llamero::json
