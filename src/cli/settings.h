// The options that every command takes: as typed, and as understood.
#pragma once

#include "cli/option_table.h"
#include "cli/tape_options.h"
#include "config/config_file.h"
#include "config/server_choice.h"
#include "llamero/http.h"
#include "llamero/result.h"
#include "term/background.h"
#include "term/caps.h"

#include <optional>
#include <string>

namespace llamero {

struct GlobalArgs {
  ServerFlags server;
  std::optional<std::string> config;
  std::string output = "text";
  bool json = false;
  bool quiet = false;
  int verbose = 0;
  std::optional<std::string> color;
  bool no_progress = false;
  std::optional<std::string> connect_timeout;
  std::optional<std::string> first_byte_timeout;
  std::optional<std::string> idle_timeout;
  std::optional<std::string> deadline;
  std::optional<int> retries;
  bool insecure_tls = false;
  TapeArgs tape;
};

// `with_json`: the command has an answer for programs.
void bind_globals(OptionTable& app, GlobalArgs& args, bool with_json);

// A value in force and who said so, for `config show`.
struct SettingRow {
  std::string name;
  std::string value;
  std::string origin;  // "flag", "FILE:LINE", "default"
};

struct Settings {
  ServerFlags server_flags;
  bool insecure_tls = false;
  ServerChoice server;
  Paths paths;
  GenerationDefaults defaults;  // of the remote and of config.toml
  std::string proxy_source;     // who named the proxy of the server's route; empty: there is none
  bool json = false;
  bool quiet = false;
  int verbose = 0;
  ColorChoice color = ColorChoice::automatic;
  std::optional<Background> background;  // of the terminal; nullopt: to be found out
  bool progress = true;
  Milliseconds connect_timeout{10'000};
  std::optional<Milliseconds> first_byte_timeout;
  std::optional<Milliseconds> idle_timeout;
  std::optional<Milliseconds> deadline;
  int retries = 2;
  std::vector<SettingRow> rows;
  TapeChoice tape;
};

// What the flags and config.toml say; the server is not chosen yet. Errors: Errc::usage.
[[nodiscard]] Result<Settings> resolve_settings(const GlobalArgs& args, const ConfigFile& config);

// config.toml, or nothing where there is none; an absent --config FILE is an error. Errors:
// Errc::usage.
[[nodiscard]] Result<ConfigFile> read_config(const GlobalArgs& args, const Env& env,
                                             FileSystem& files, Watch& interrupt);

}  // namespace llamero
