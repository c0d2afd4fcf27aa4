// The options that every command takes: as typed, and as understood.
#pragma once

#include "cli/tape_options.h"
#include "config/server_choice.h"
#include "llamero/http.h"
#include "llamero/result.h"
#include "term/caps.h"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace llamero {

struct GlobalArgs {
  std::optional<std::string> host;
  std::string output = "text";
  bool json = false;
  bool quiet = false;
  int verbose = 0;
  std::string color = "auto";
  bool no_progress = false;
  std::optional<std::string> connect_timeout;
  std::optional<std::string> first_byte_timeout;
  std::optional<std::string> idle_timeout;
  std::optional<std::string> deadline;
  int retries = 2;
  TapeArgs tape;
};

// `with_json`: the command has an answer for programs.
void bind_globals(CLI::App& app, GlobalArgs& args, bool with_json);

struct Settings {
  ServerChoice server;
  bool json = false;
  bool quiet = false;
  int verbose = 0;
  ColorChoice color = ColorChoice::automatic;
  bool progress = true;
  Milliseconds connect_timeout{10'000};
  std::optional<Milliseconds> first_byte_timeout;
  std::optional<Milliseconds> idle_timeout;
  std::optional<Milliseconds> deadline;
  int retries = 2;
  TapeChoice tape;
};

// No I/O. Errors: Errc::usage.
[[nodiscard]] Result<Settings> resolve_settings(const GlobalArgs& args, const Env& env);

}  // namespace llamero
