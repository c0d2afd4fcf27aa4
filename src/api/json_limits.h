// What may be read at all, decided on the bytes before anything is built from them: a DOM of
// 100,000 levels ends the process when it is copied or written, and a short text can cost thirty
// times its size.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace llamero::json {

struct LimitBreach {
  std::string reason;
  std::size_t offset = 0;
};

// Depth, number of values, and NUL bytes (which nlohmann takes for the end of the text, so that
// what follows one would go unseen). Does not recurse, and does not check the grammar: for a text
// that is not JSON it only promises that its longest valid beginning is within the limits.
[[nodiscard]] std::optional<LimitBreach> find_limit_breach(std::string_view text);

}  // namespace llamero::json
