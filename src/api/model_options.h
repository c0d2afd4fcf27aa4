// The options of a model request (`temperature`, `num_ctx`, …): their names and types.
#pragma once

#include "llamero/result.h"
#include "llamero/types.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace llamero {

using ModelOptions = std::vector<std::pair<std::string, RawJson>>;

// Adds one "NAME=VALUE", typed by the table of known names, or "NAME:=JSON", passed unchecked but
// for being JSON. A later value replaces an earlier one; `stop` collects. Errors: Errc::usage for
// an unknown name (with a did-you-mean), a value of the wrong type, invalid UTF-8.
[[nodiscard]] Result<void> add_model_option(std::string_view assignment, ModelOptions& options);

// The known names, for completions.
[[nodiscard]] std::vector<std::string_view> model_option_names();

}  // namespace llamero
