// The environment of the process, captured once: later changes to environ are not seen, and tests
// build one from a map.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace llamero {

class Env {
 public:
  using Map = std::map<std::string, std::string, std::less<>>;

  Env() = default;
  explicit Env(Map variables) : variables_(std::move(variables)) {}

  // `environment` is a null-terminated array of "NAME=value", as the third argument of main.
  [[nodiscard]] static Env capture(const char* const* environment);

  // nullptr when the variable is not set; a set but empty one is an empty string.
  [[nodiscard]] const std::string* find(std::string_view name) const;

  // An empty variable counts as unset, as POSIX tools treat most of theirs.
  [[nodiscard]] std::optional<std::string> non_empty(std::string_view name) const;

 private:
  Map variables_;
};

}  // namespace llamero
