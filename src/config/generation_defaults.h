// The table [defaults] of config.toml and of a remote's file.
#pragma once

#include "config/remote.h"
#include "config/toml_value.h"

namespace llamero {

// Errors: Errc::usage as "file:line:column: …". Names and types of options are checked where they
// are used, with those of the flags.
[[nodiscard]] Result<void> read_generation_defaults(const TomlValue& table, const std::string& file,
                                                    GenerationDefaults& defaults);

// What `over` says wins over what `under` says, key by key.
[[nodiscard]] GenerationDefaults merged(const GenerationDefaults& over,
                                        const GenerationDefaults& under);

}  // namespace llamero
