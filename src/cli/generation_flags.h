// The flags that shape a generation, shared by run and chat.
#pragma once

#include "base/file_system.h"
#include "cli/option_table.h"
#include "config/remote.h"
#include "llamero/result.h"
#include "llamero/types.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace llamero {

struct GenerationArgs {
  std::optional<std::string> system;
  std::vector<std::string> options;  // NAME=VALUE, in the order typed
  std::optional<std::string> format;
  std::optional<std::string> keep_alive;
  std::optional<std::string> think;
  bool hide_thinking = false;
};

void bind_generation(OptionTable& app, GenerationArgs& args);

// All of it checked, but for a format that names a file (`@schema.json`), which read_format does.
// Errors: Errc::usage.
[[nodiscard]] Result<GenerationSettings> plan_generation(const GenerationArgs& args);

// Adds what config.toml and the remote say where no flag did. Errors: Errc::usage.
[[nodiscard]] Result<void> add_defaults(const GenerationDefaults& defaults,
                                        GenerationSettings& settings);

// The value of --format as JSON: `"json"`, a literal object, or the content of the file behind `@`.
[[nodiscard]] Result<std::optional<RawJson>> read_format(const std::optional<std::string>& format,
                                                         FileSystem& files, Watch& interrupt);

}  // namespace llamero
