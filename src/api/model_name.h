// What a model may be called before anything is sent. Which names exist is for the server to say:
// servers that resemble Ollama allow more than Ollama does.
#pragma once

#include "llamero/result.h"

#include <string_view>

namespace llamero {

// Errors: Errc::usage for a name that is empty, longer than 512 bytes, not UTF-8, or holds a blank
// or a control character.
[[nodiscard]] Result<void> check_model_name(std::string_view name);

}  // namespace llamero
