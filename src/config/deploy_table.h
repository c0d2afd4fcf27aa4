// The [deploy] table of a remote's file.
#pragma once

#include "config/deploy_spec.h"
#include "config/toml_value.h"

namespace llamero {

// What the table does not say stays as it is in `spec`. Errors: Errc::usage as "file:line:column:
// …".
[[nodiscard]] Result<void> read_deploy_table(const TomlValue& table, const std::string& file,
                                             DeploySpec& spec);

// The table with its heading; read_deploy_table reads it back. What is as usual is left out, but
// the image, so that another llamero does not mean another server.
[[nodiscard]] std::string deploy_table_text(const DeploySpec& spec);

}  // namespace llamero
