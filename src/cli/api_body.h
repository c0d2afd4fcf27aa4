// The body of `llamero api`, from --data, --input and --field.
#pragma once

#include "cli/command.h"

#include <optional>
#include <string>
#include <vector>

namespace llamero {

struct BodyArgs {
  std::optional<std::string> data;   // TEXT, @FILE or @-
  std::optional<std::string> input;  // FILE or -
  std::vector<std::string> fields;   // KEY=VALUE, typed
  std::vector<std::string> strings;  // KEY=VALUE, the value is a string
};

[[nodiscard]] inline bool has_body(const BodyArgs& args) {
  return args.data || args.input || !args.fields.empty() || !args.strings.empty();
}

// At most one of the three ways, and fields of the form KEY=VALUE. No I/O. Errors: Errc::usage.
[[nodiscard]] Result<void> check_body_args(const BodyArgs& args);

// The body; nullopt where none was asked for. `as_json`: it must be JSON. Errors: Errc::usage, and
// those of the interrupts.
[[nodiscard]] Result<std::optional<std::string>> read_body(const BodyArgs& args, bool as_json,
                                                           Run run);

}  // namespace llamero
