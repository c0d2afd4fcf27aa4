// The user's own config.toml: values for options that were not given. It is read, never written.
#pragma once

#include "config/remote.h"
#include "llamero/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace llamero {

// A value and the place that it was written at ("config.toml:3").
template <class T>
struct Placed {
  T value{};
  std::string place;
};

struct ConfigFile {
  std::optional<Placed<std::string>> color;
  std::optional<Placed<bool>> progress;
  std::optional<Placed<std::string>> connect_timeout;  // checked with those of the flags
  std::optional<Placed<std::string>> first_byte_timeout;
  std::optional<Placed<std::string>> idle_timeout;
  std::optional<Placed<std::string>> deadline;
  std::optional<Placed<int>> retries;
  std::optional<Placed<std::string>> theme;  // of [chat]: auto, dark or light
  GenerationDefaults defaults;
};

// Errors: Errc::usage as "file:line:column: …".
[[nodiscard]] Result<ConfigFile> parse_config(const std::string& file, std::string_view text);

}  // namespace llamero
