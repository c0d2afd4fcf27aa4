// Values as they were written: what must keep its order of keys and all of its digits does not go
// through a DOM. Precondition of every function: the text passed find_syntax_error().
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace llamero::json {

// A key, decoded, and its value, as written and without blanks around it.
using OnMember = std::function<void(const std::string& key, std::string_view value)>;

// Calls `on_member` for each member of an object in the order of the text; does nothing for a
// value that is no object.
void for_each_member(std::string_view object, const OnMember& on_member);

// The last member of that name, as nlohmann keeps it too.
[[nodiscard]] std::optional<std::string_view> find_member(std::string_view object,
                                                          std::string_view key);

// The text of a string, which `value` must be, quotes included.
[[nodiscard]] std::string string_value(std::string_view value);

// Without the blanks between its tokens (and without a byte-order mark).
[[nodiscard]] std::string without_blanks(std::string_view value);

}  // namespace llamero::json
