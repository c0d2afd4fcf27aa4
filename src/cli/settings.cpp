#include "cli/settings.h"

#include "base/duration.h"

#include <fmt/format.h>

#include <algorithm>

namespace llamero {
namespace {

constexpr const char* kGroup = "Global options";

constexpr std::size_t kMaxConfig = 1024 * 1024;

// Takes each setting from the flag, the file or the default, and keeps a row of it.
class Resolver {
 public:
  explicit Resolver(Settings& settings) : settings_(settings) {}

  template <class T>
  T choose(std::string name, const std::optional<T>& flag, const std::optional<Placed<T>>& placed,
           T otherwise) {
    const T value = flag ? *flag : placed ? placed->value : otherwise;
    row(std::move(name), fmt::format("{}", value),
        flag     ? "flag"
        : placed ? placed->place
                 : "default");
    return value;
  }

  Result<std::optional<Milliseconds>> duration(std::string_view name,
                                               const std::optional<std::string>& flag,
                                               const std::optional<Placed<std::string>>& placed,
                                               std::string_view otherwise) {
    const std::string key(name);
    if (flag || placed) {
      auto value = parse_duration(flag ? *flag : placed->value);
      if (!value) {
        Error error = std::move(value).error();
        std::string option = "--" + key;
        std::replace(option.begin(), option.end(), '_', '-');
        error.message = option + ": " + error.message;
        return Unexpected(std::move(error));
      }
      row(key, flag ? *flag : placed->value, flag ? "flag" : placed->place);
      return std::optional(*value);
    }
    row(key, std::string(otherwise), "default");
    return std::optional<Milliseconds>();
  }

 private:
  void row(std::string name, std::string value, std::string origin) {
    settings_.rows.push_back({std::move(name), std::move(value), std::move(origin)});
  }

  Settings& settings_;
};

}  // namespace

void bind_globals(OptionTable& app, GlobalArgs& args, bool with_json) {
  app.add_option("--host", args.server.host,
                 "Server: http://HOST:PORT, https://HOST/PATH or unix:///SOCKET")
      .value_name("URL")
      .group(kGroup);
  app.add_option("--remote", args.server.remote, "Server by the name that `remote add` gave it")
      .value_name("NAME")
      .group(kGroup);
  app.add_option("--config", args.config,
                 "Read this file instead of config.toml; remotes are beside it")
      .value_name("FILE")
      .group(kGroup);
  if (with_json) {
    app.add_option("--output", args.output, "Form of the answer")
        .value_name("FORM")
        .one_of({"text", "json"})
        .group(kGroup);
    app.add_flag("--json", args.json, "Short for --output json").group(kGroup);
  }
  app.add_flag("-q,--quiet", args.quiet, "No progress, notes or warnings on stderr; errors stay")
      .group(kGroup);
  app.add_flag("-v,--verbose", args.verbose,
               "Show requests and answers on stderr; twice: their bodies too")
      .group(kGroup);
  app.add_option("--color", args.color, "When to use colour")
      .value_name("WHEN")
      .one_of({"auto", "always", "never"})
      .group(kGroup);
  app.add_flag("--no-progress", args.no_progress, "No status line and no progress on stderr")
      .group(kGroup);
  app.add_option("--connect-timeout", args.connect_timeout,
                 "Limit for name, TCP and TLS together (10s)")
      .value_name("TIME")
      .group(kGroup);
  app.add_option("--first-byte-timeout", args.first_byte_timeout,
                 "Limit for the first byte of an answer (none where a model may load, else 30s)")
      .value_name("TIME")
      .group(kGroup);
  app.add_option("--idle-timeout", args.idle_timeout, "Limit between two lines of an answer (120s)")
      .value_name("TIME")
      .group(kGroup);
  app.add_option("--deadline", args.deadline, "Limit for the whole run; passed: exit code 124")
      .value_name("TIME")
      .group(kGroup);
  app.add_option("--retries", args.retries, "Further tries before the first byte of an answer (2)")
      .value_name("N")
      .between(0, 100)
      .group(kGroup);
  app.add_flag("--insecure-tls", args.insecure_tls,
               "Take any certificate of the server in this run; no credentials are sent then")
      .group(kGroup);
  bind_tape(app, args.tape, kGroup);
}

Result<Settings> resolve_settings(const GlobalArgs& args, const ConfigFile& config) {
  Settings settings;
  settings.server_flags = args.server;
  settings.insecure_tls = args.insecure_tls;
  settings.json = args.json || args.output == "json";
  settings.quiet = args.quiet;
  settings.verbose = args.verbose;
  settings.defaults = config.defaults;
  Resolver resolver(settings);
  const std::string color = resolver.choose<std::string>("color", args.color, config.color, "auto");
  if (color == "always") settings.color = ColorChoice::always;
  if (color == "never") settings.color = ColorChoice::never;
  const auto theme = resolver.choose<std::string>("theme", std::nullopt, config.theme, "auto");
  if (theme == "dark") settings.background = Background::dark;
  if (theme == "light") settings.background = Background::light;
  const auto no_progress = args.no_progress ? std::optional(false) : std::nullopt;
  settings.progress =
      resolver.choose("progress", no_progress, config.progress, true) && !args.quiet;

  auto connect =
      resolver.duration("connect_timeout", args.connect_timeout, config.connect_timeout, "10s");
  if (!connect) return Unexpected(std::move(connect).error());
  settings.connect_timeout = connect->value_or(settings.connect_timeout);
  auto first =
      resolver.duration("first_byte_timeout", args.first_byte_timeout, config.first_byte_timeout,
                        "none where a model may load, else 30s");
  if (!first) return Unexpected(std::move(first).error());
  settings.first_byte_timeout = *first;
  auto idle = resolver.duration("idle_timeout", args.idle_timeout, config.idle_timeout,
                                "120s for text, 30s for short answers");
  if (!idle) return Unexpected(std::move(idle).error());
  settings.idle_timeout = *idle;
  auto deadline = resolver.duration("deadline", args.deadline, config.deadline, "none");
  if (!deadline) return Unexpected(std::move(deadline).error());
  settings.deadline = *deadline;
  auto tape = resolve_tape(args.tape);
  if (!tape) return Unexpected(std::move(tape).error());
  settings.tape = *std::move(tape);
  settings.retries = resolver.choose("retries", args.retries, config.retries, 2);
  return settings;
}

Result<ConfigFile> read_config(const GlobalArgs& args, const Env& env, FileSystem& files,
                               Watch& interrupt) {
  const std::string file = find_paths(env, args.config).config_file;
  if (file.empty() || (!args.config && !files.exists(file))) return ConfigFile();
  auto text = files.read(file, kMaxConfig, interrupt);
  if (!text) return Unexpected(std::move(text).error());
  return parse_config(file, *text);
}

}  // namespace llamero
