// Which recorded exchange answers a request: method, path and the body as a value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace llamero {

// A body as a value: JSON with its keys sorted, without blanks, and with each number written in one
// way (1, 1.0 and 1e0 are one number). Any other text stays as it is.
[[nodiscard]] std::string canonical_body(std::string_view body);

struct BodyDifference {
  std::size_t count = 0;  // values that differ
  std::string where;      // the first: "messages[1].content", or "" for the whole body
};

// Between two canonical bodies.
[[nodiscard]] BodyDifference compare_bodies(std::string_view a, std::string_view b);

}  // namespace llamero
