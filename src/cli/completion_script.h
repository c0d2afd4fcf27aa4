// Completion scripts, made from the bound options of all commands.
#pragma once

#include <string>
#include <string_view>

namespace llamero {

// `shell` is bash, zsh or fish. The files in completions/ are its output; a test fails on drift.
[[nodiscard]] std::string completion_script(std::string_view shell);

}  // namespace llamero
