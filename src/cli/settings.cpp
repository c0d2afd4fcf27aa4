#include "cli/settings.h"

#include "base/duration.h"

#include <CLI/App.hpp>

namespace llamero {
namespace {

constexpr const char* kGroup = "Global options";

Result<std::optional<Milliseconds>> duration_of(const std::optional<std::string>& text,
                                                std::string_view flag) {
  if (!text) return std::optional<Milliseconds>();
  auto parsed = parse_duration(*text);
  if (!parsed) {
    Error error = std::move(parsed).error();
    error.message = std::string(flag) + ": " + error.message;
    return Unexpected(std::move(error));
  }
  return std::optional(*parsed);
}

}  // namespace

void bind_globals(CLI::App& app, GlobalArgs& args, bool with_json) {
  app.add_option("--host", args.host,
                 "Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET")
      ->type_name("URL")
      ->group(kGroup);
  if (with_json) {
    app.add_option("--output", args.output, "Form of the answer")
        ->type_name("FORM")
        ->check(CLI::IsMember({"text", "json"}))
        ->group(kGroup);
    app.add_flag("--json", args.json, "Short for --output json")->group(kGroup);
  }
  app.add_flag("-q,--quiet", args.quiet, "No progress, notes or warnings on stderr; errors stay")
      ->group(kGroup);
  app.add_flag("-v,--verbose", args.verbose,
               "Show requests and answers on stderr; twice: their bodies too")
      ->group(kGroup);
  app.add_option("--color", args.color, "When to use colour")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->group(kGroup);
  app.add_flag("--no-progress", args.no_progress, "No status line and no progress on stderr")
      ->group(kGroup);
  app.add_option("--connect-timeout", args.connect_timeout,
                 "Limit for name, TCP and TLS together (10s)")
      ->type_name("TIME")
      ->group(kGroup);
  app.add_option("--first-byte-timeout", args.first_byte_timeout,
                 "Limit for the first byte of an answer (none where a model may load, else 30s)")
      ->type_name("TIME")
      ->group(kGroup);
  app.add_option("--idle-timeout", args.idle_timeout, "Limit between two lines of an answer (120s)")
      ->type_name("TIME")
      ->group(kGroup);
  app.add_option("--deadline", args.deadline, "Limit for the whole run; passed: exit code 124")
      ->type_name("TIME")
      ->group(kGroup);
  app.add_option("--retries", args.retries, "Further tries before the first byte of an answer (2)")
      ->type_name("N")
      ->check(CLI::Range(0, 100))
      ->group(kGroup);
  bind_tape(app, args.tape, kGroup);
}

Result<Settings> resolve_settings(const GlobalArgs& args, const Env& env) {
  Settings settings;
  auto server = choose_server(args.host, env);
  if (!server) return Unexpected(std::move(server).error());
  settings.server = *std::move(server);
  settings.json = args.json || args.output == "json";
  settings.quiet = args.quiet;
  settings.verbose = args.verbose;
  settings.progress = !args.no_progress && !args.quiet;
  settings.retries = args.retries;
  if (args.color == "always") settings.color = ColorChoice::always;
  if (args.color == "never") settings.color = ColorChoice::never;

  struct Limit {
    const std::optional<std::string>& text;
    std::string_view flag;
    std::optional<Milliseconds> value;
  };
  std::array limits = {Limit{args.connect_timeout, "--connect-timeout", {}},
                       Limit{args.first_byte_timeout, "--first-byte-timeout", {}},
                       Limit{args.idle_timeout, "--idle-timeout", {}},
                       Limit{args.deadline, "--deadline", {}}};
  for (Limit& limit : limits) {
    auto value = duration_of(limit.text, limit.flag);
    if (!value) return Unexpected(std::move(value).error());
    limit.value = *value;
  }
  settings.connect_timeout = limits[0].value.value_or(settings.connect_timeout);
  settings.first_byte_timeout = limits[1].value;
  settings.idle_timeout = limits[2].value;
  settings.deadline = limits[3].value;
  auto tape = resolve_tape(args.tape);
  if (!tape) return Unexpected(std::move(tape).error());
  settings.tape = *std::move(tape);
  return settings;
}

}  // namespace llamero
