// Scalars of YAML 1.2 that no reader takes for anything but a string.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace llamero {

// In double quotes, on one line; what is not printable in YAML is escaped, and bytes that are not
// UTF-8 become U+FFFD. Source: yaml.org/spec/1.2.2, 5.1 and 5.7.
[[nodiscard]] std::string yaml_quoted(std::string_view text);

// A text of several lines as the value of a key: a literal block ("|" and the lines, behind
// `indent` blanks) where one can hold it, else in double quotes. With a line end.
[[nodiscard]] std::string yaml_block(std::string_view text, std::size_t indent);

}  // namespace llamero
