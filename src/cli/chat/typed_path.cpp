#include "cli/chat/typed_path.h"

#include "base/trim.h"

namespace llamero {
namespace {

bool is_quoted(std::string_view text) {
  if (text.size() < 2 || text.front() != text.back()) return false;
  return text.front() == '"' || text.front() == '\'';
}

std::string without_backslashes(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    plain += text[i];
  }
  return plain;
}

}  // namespace

std::string typed_path(std::string_view typed, const Env& env) {
  typed = trimmed(typed);
  std::string path = is_quoted(typed) ? std::string(typed.substr(1, typed.size() - 2))
                                      : without_backslashes(typed);
  const auto home = env.non_empty("HOME");
  if (home && path.starts_with("~/")) path.replace(0, 1, *home);
  return path;
}

}  // namespace llamero
