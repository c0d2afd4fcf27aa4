// llamero config path, show, edit and check: what is configured, and by whom.
#include "api/json_codec.h"
#include "cli/commands/commands.h"
#include "cli/editing.h"
#include "cli/message.h"
#include "cli/print.h"
#include "config/remote_store.h"
#include "term/table.h"

#include <fmt/format.h>

#include <algorithm>

namespace llamero {
namespace {

struct NoArgs {};

void bind(OptionTable& /*app*/, NoArgs& /*args*/) {}

Result<NoArgs> plan(const NoArgs& args) {
  return args;
}

Result<std::string> config_path(Run run) {
  if (!run.settings.paths.config_file.empty()) return run.settings.paths.config_file;
  return Unexpected(Error(Errc::usage, "there is no place for a configuration: HOME is not set",
                          "set HOME or XDG_CONFIG_HOME"));
}

Result<ExitCode> execute_path(const NoArgs& /*plan*/, Run run) {
  auto path = config_path(run);
  if (!path) return Unexpected(std::move(path).error());
  return print(*path + "\n", run);
}

// The rows of `defaults`, but for those that `over` has.
void add_defaults(std::vector<SettingRow>& rows, const GenerationDefaults& defaults,
                  const GenerationDefaults& over, const std::string& origin) {
  if (defaults.model && !over.model) rows.push_back({"model", *defaults.model, origin});
  if (defaults.keep_alive && !over.keep_alive)
    rows.push_back({"keep_alive", *defaults.keep_alive, origin});
  for (const auto& [name, value] : defaults.options) {
    const auto same = [&name = name](const auto& option) { return option.first == name; };
    if (std::none_of(over.options.begin(), over.options.end(), same))
      rows.push_back({name, value, origin});
  }
}

std::string rows_as_json(const std::vector<SettingRow>& rows) {
  std::string objects;
  for (const SettingRow& row : rows) {
    objects += fmt::format(R"({}{{"name":{},"value":{},"origin":{}}})", objects.empty() ? "" : ",",
                           json::quote(row.name), json::quote(row.value), json::quote(row.origin));
  }
  return "{\"settings\":[" + objects + "]}\n";
}

Result<ExitCode> execute_show(const NoArgs& /*plan*/, Run run) {
  const RemoteStore store(run.services.files, run.services.env, run.settings.paths);
  auto server = choose_server(run.settings.server_flags, run.services.env, store, run.interrupts);
  if (!server) return Unexpected(std::move(server).error());
  std::vector<SettingRow> rows = run.settings.rows;
  rows.insert(rows.begin(), {"server", server->endpoint.display, server->source});
  const GenerationDefaults of_remote =
      server->remote ? server->remote->defaults : GenerationDefaults();
  if (server->remote) add_defaults(rows, of_remote, {}, server->remote->file);
  add_defaults(rows, run.settings.defaults, of_remote, run.settings.paths.config_file);
  if (run.settings.json) return print(rows_as_json(rows), run);
  std::vector<std::vector<std::string>> cells;
  for (const SettingRow& row : rows) cells.push_back({row.name, row.value, row.origin});
  return print(format_table({"SETTING", "VALUE", "ORIGIN"}, cells), run);
}

// config.toml and every remote; each that is wrong is told, not only the first.
Result<ExitCode> execute_check(const NoArgs& /*plan*/, Run run) {
  const RemoteStore store(run.services.files, run.services.env, run.settings.paths);
  std::optional<Error> wrong;
  const auto note = [&](Error error) {
    if (wrong) say_error(run.services.err, *wrong);
    wrong = std::move(error);
  };
  GlobalArgs args;
  if (run.services.files.exists(run.settings.paths.config_file))
    args.config = run.settings.paths.config_file;
  if (auto config = read_config(args, run.services.env, run.services.files, run.interrupts);
      !config) {
    note(std::move(config).error());
  }
  auto names = store.names();
  if (!names) return Unexpected(std::move(names).error());
  for (const std::string& name : *names) {
    if (auto remote = store.read(name, run.interrupts); !remote) note(std::move(remote).error());
  }
  if (auto chosen = store.default_name(run.interrupts); !chosen) {
    note(std::move(chosen).error());
  } else if (*chosen && !run.services.files.exists(store.file_of(**chosen))) {
    note(Error(Errc::usage, "the default remote \"" + **chosen + "\" is not there",
               "llamero remote use NAME chooses again"));
  }
  if (wrong) return Unexpected(*std::move(wrong));
  return print(fmt::format("{} and {} remotes are right\n",
                           args.config ? "config.toml" : "no config.toml", names->size()),
               run);
}

Result<ExitCode> execute_edit(const NoArgs& /*plan*/, Run run) {
  auto path = config_path(run);
  if (!path) return Unexpected(std::move(path).error());
  if (!run.services.files.exists(*path)) {
    auto written = run.services.files.write(*path, "", FileSystem::Access::owner);
    if (!written) return Unexpected(std::move(written).error());
  }
  if (auto edited = edit_file(*path, run); !edited) return Unexpected(std::move(edited).error());
  GlobalArgs args;
  args.config = *path;
  if (auto config = read_config(args, run.services.env, run.services.files, run.interrupts);
      !config) {
    return Unexpected(std::move(config).error());
  }
  return ExitCode::ok;
}

}  // namespace

const CommandEntry kConfigPathCommand = {"config path",
                                         "",
                                         "More",
                                         "Print where config.toml is",
                                         false,
                                         Needs::nothing,
                                         &bind_command<NoArgs, &bind, &plan, &execute_path>};

const CommandEntry kConfigShowCommand = {"config show",
                                         "",
                                         "More",
                                         "Show the values in force, and where each comes from",
                                         true,
                                         Needs::config,
                                         &bind_command<NoArgs, &bind, &plan, &execute_show>};

const CommandEntry kConfigCheckCommand = {"config check",
                                          "",
                                          "More",
                                          "Check config.toml and all remotes",
                                          false,
                                          Needs::nothing,
                                          &bind_command<NoArgs, &bind, &plan, &execute_check>};

const CommandEntry kConfigEditCommand = {"config edit",
                                         "",
                                         "More",
                                         "Open config.toml in the editor, then check it",
                                         false,
                                         Needs::nothing,
                                         &bind_command<NoArgs, &bind, &plan, &execute_edit>};

}  // namespace llamero
