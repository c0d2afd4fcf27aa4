// The colours of the answers: those for a dark terminal, or those for a light one.
#pragma once

#include "cli/chat/chat_state.h"
#include "term/markdown_theme.h"

namespace llamero {

// What config.toml says goes before COLORFGBG, and that before the terminal, which is asked by
// the keyboard where colours are of use and the answer can be read.
void choose_background(ChatState& chat);

// By what is known just now; dark where nothing is.
[[nodiscard]] MarkdownTheme theme_of(const ChatState& chat);

}  // namespace llamero
