#include "config/paths.h"

#include <filesystem>
#include <string_view>

namespace llamero {
namespace {

// "All paths set in these environment variables must be absolute. If an implementation encounters a
// relative path in any of these variables it should consider the path invalid and ignore it."
std::string xdg_directory(const Env& env, std::string_view variable, std::string_view below_home) {
  if (const auto path = env.non_empty(variable); path && path->starts_with('/'))
    return *path + "/llamero";
  if (const auto home = env.non_empty("HOME"); home && home->starts_with('/'))
    return *home + std::string(below_home) + "/llamero";
  return {};
}

}  // namespace

Paths find_paths(const Env& env, const std::optional<std::string>& config_flag) {
  Paths paths;
  const std::string config = xdg_directory(env, "XDG_CONFIG_HOME", "/.config");
  const std::string state = xdg_directory(env, "XDG_STATE_HOME", "/.local/state");
  if (!config.empty()) paths.config_file = config + "/config.toml";
  if (config_flag) paths.config_file = std::filesystem::absolute(*config_flag).lexically_normal();
  if (!paths.config_file.empty())
    paths.remotes_dir = std::filesystem::path(paths.config_file).parent_path() / "remotes";
  paths.state_dir = state;
  if (!state.empty()) paths.default_remote = state + "/default-remote";
  if (!state.empty()) paths.deploy_log = state + "/deploy.log";
  return paths;
}

std::string resolved_path(const std::string& written, const std::string& base, const Env& env) {
  if (written.starts_with("~/")) {
    if (const auto home = env.non_empty("HOME")) return *home + written.substr(1);
  }
  if (written.starts_with('/')) return written;
  return base + "/" + written;
}

}  // namespace llamero
