#include "term/caps.h"

#include "base/terminal_signals.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace llamero {
namespace {

constexpr int kDefaultWidth = 80;

// 0 when the variable is not a number above 0.
int columns_of(const Env& env) {
  const std::string* text = env.find("COLUMNS");
  if (text == nullptr) return 0;
  int columns = 0;
  const char* const end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, columns);
  return error == std::errc() && stop == end && columns > 0 ? columns : 0;
}

// A terminal that never said what it is gets no control sequences.
bool understands_sequences(const Env& env) {
  const std::optional<std::string> term = env.non_empty("TERM");
  return term && *term != "dumb";
}

bool wants_color(ColorChoice choice, const Env& env, bool cursor) {
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  if (env.non_empty("NO_COLOR")) return false;
  const std::optional<std::string> force = env.non_empty("CLICOLOR_FORCE");
  return cursor || (force && *force != "0");
}

int first_known_width(int wished, int kernel) {
  if (wished > 0) return wished;
  return kernel > 0 ? kernel : kDefaultWidth;
}

}  // namespace

TtyFacts ask_tty_facts() {
  TtyFacts facts;
  facts.stdin_tty = isatty(STDIN_FILENO) == 1;
  facts.stdout_tty = isatty(STDOUT_FILENO) == 1;
  facts.stderr_tty = isatty(STDERR_FILENO) == 1;
  facts.stdout_width = ask_window_size(STDOUT_FILENO).columns;
  facts.stderr_width = ask_window_size(STDERR_FILENO).columns;
  return facts;
}

TerminalCaps decide_caps(const TtyFacts& facts, const Env& env, ColorChoice color) {
  const bool sequences = understands_sequences(env);
  const int columns = columns_of(env);
  const auto stream = [&](bool tty, int kernel) {
    StreamCaps caps;
    caps.tty = tty;
    caps.cursor = tty && sequences;
    caps.color = wants_color(color, env, caps.cursor);
    caps.width = first_known_width(columns, kernel);
    caps.reflows = caps.cursor && terminal_reflows(env);
    return caps;
  };
  TerminalCaps caps;
  caps.stdin_tty = facts.stdin_tty;
  caps.out = stream(facts.stdout_tty, facts.stdout_width);
  caps.err = stream(facts.stderr_tty, facts.stderr_width);
  return caps;
}

bool terminal_reflows(const Env& env) {
  // What runs within tmux sees the variables of the terminal around it too; screen hides none.
  if (env.non_empty("TMUX")) return true;
  if (env.non_empty("STY")) return false;
  constexpr std::array kSigns = {"VTE_VERSION",    "KITTY_WINDOW_ID", "ITERM_SESSION_ID",
                                 "WEZTERM_PANE",   "WT_SESSION",      "ALACRITTY_WINDOW_ID",
                                 "KONSOLE_VERSION"};
  return std::any_of(kSigns.begin(), kSigns.end(),
                     [&](const char* sign) { return env.non_empty(sign).has_value(); });
}

}  // namespace llamero
