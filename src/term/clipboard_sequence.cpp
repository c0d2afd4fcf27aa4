#include "term/clipboard_sequence.h"

#include "base/base64.h"

namespace llamero {
namespace {

bool is_in_tmux(const Env& env) {
  const std::string term = env.non_empty("TERM").value_or("");
  return env.non_empty("TMUX") && (term.starts_with("tmux") || term.starts_with("screen"));
}

}  // namespace

std::optional<std::string> clipboard_sequence(std::string_view text, const Env& env) {
  if (text.size() > kMostForClipboard) return std::nullopt;
  const std::string body = "]52;c;" + encode_base64(text) + "\a";
  // Each escape inside of tmux's own sequence is doubled.
  if (is_in_tmux(env)) return "\x1bPtmux;\x1b\x1b" + body + "\x1b\\";
  return "\x1b" + body;
}

}  // namespace llamero
