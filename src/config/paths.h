// Where llamero keeps what it keeps (XDG Base Directory Specification 0.8).
#pragma once

#include "base/env.h"

#include <optional>
#include <string>

namespace llamero {

// Empty where neither the XDG variable nor HOME says where.
struct Paths {
  std::string config_file;     // the user's own; never written by llamero
  std::string remotes_dir;     // beside it: NAME.toml
  std::string state_dir;       // what llamero keeps for itself: sessions, histories, the next
  std::string deploy_log;      // a file in the state directory: what was changed on which machine
  std::string default_remote;  // a file in the state directory: the name that `remote use` chose
};

// `config_flag`: --config FILE.
[[nodiscard]] Paths find_paths(const Env& env, const std::optional<std::string>& config_flag);

// "~/x" as a path below HOME; relative paths count from `base` (the directory of the file that
// named it).
[[nodiscard]] std::string resolved_path(const std::string& written, const std::string& base,
                                        const Env& env);

}  // namespace llamero
