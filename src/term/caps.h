// What the terminal can do, decided once from facts that tests can make up.
#pragma once

#include "base/env.h"
#include "term/output.h"

namespace llamero {

enum class ColorChoice { automatic, always, never };

struct TtyFacts {
  bool stdin_tty = false;
  bool stdout_tty = false;
  bool stderr_tty = false;
  int stdout_width = 0;  // columns; 0: unknown
  int stderr_width = 0;
};

// Asks the kernel about descriptors 0, 1 and 2.
[[nodiscard]] TtyFacts ask_tty_facts();

struct TerminalCaps {
  bool stdin_tty = false;
  StreamCaps out;
  StreamCaps err;
};

// Colour, first rule that applies: --color always|never; NO_COLOR (not empty) switches off;
// CLICOLOR_FORCE (not empty, not "0") switches on; else a tty whose TERM is set and not "dumb".
// Width: COLUMNS when it is a number above 0, else the kernel's, else 80.
[[nodiscard]] TerminalCaps decide_caps(const TtyFacts& facts, const Env& env, ColorChoice color);

// Whether the terminal wraps the lines on its screen anew when its width changes, as far as its
// variables tell: tmux, VTE (GNOME and others), kitty, iTerm2, WezTerm, Alacritty, Windows Terminal
// and Konsole do; xterm, screen and the console do not.
[[nodiscard]] bool terminal_reflows(const Env& env);

}  // namespace llamero
