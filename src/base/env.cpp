#include "base/env.h"

namespace llamero {

Env Env::capture(const char* const* environment) {
  Map variables;
  for (; environment != nullptr && *environment != nullptr; ++environment) {
    const std::string_view entry(*environment);
    const std::size_t equals = entry.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    variables.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return Env(std::move(variables));
}

const std::string* Env::find(std::string_view name) const {
  const auto it = variables_.find(name);
  return it == variables_.end() ? nullptr : &it->second;
}

std::optional<std::string> Env::non_empty(std::string_view name) const {
  const std::string* value = find(name);
  if (value == nullptr || value->empty()) return std::nullopt;
  return *value;
}

}  // namespace llamero
