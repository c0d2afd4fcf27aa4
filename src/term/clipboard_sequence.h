// The sequence that puts a text on the clipboard of the terminal (OSC 52), wherever that is: here,
// or at the other end of an ssh.
#pragma once

#include "base/env.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace llamero {

// xterm, hterm and tmux read a sequence of at most 100,000 bytes; this much makes 99,992 of base64.
inline constexpr std::size_t kMostForClipboard = 74'994;

// Of the text only base64 is in it. Within tmux it is wrapped, to be passed on to the terminal.
// nullopt: `text` is too long for a terminal. Nothing ever answers it.
[[nodiscard]] std::optional<std::string> clipboard_sequence(std::string_view text, const Env& env);

}  // namespace llamero
