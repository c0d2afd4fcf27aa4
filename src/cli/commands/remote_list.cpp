// llamero remote list: the named servers.
#include "api/json_codec.h"
#include "cli/commands/commands.h"
#include "cli/message.h"
#include "cli/print.h"
#include "config/remote_store.h"
#include "term/table.h"

#include <fmt/format.h>

namespace llamero {
namespace {

struct ListArgs {};

void bind(OptionTable& /*app*/, ListArgs& /*args*/) {}

Result<ListArgs> plan(const ListArgs& args) {
  return args;
}

std::string credentials_of(const Remote& remote) {
  if (remote.token) return "token";
  if (remote.basic) return "basic";
  return remote.client_key.empty() ? "-" : "certificate";
}

struct Row {
  std::string name;
  std::string target;
  std::string credentials;
  bool chosen = false;
};

std::string as_json(const std::vector<Row>& rows) {
  std::string out;
  for (const Row& row : rows) {
    out += fmt::format(R"({}{{"name":{},"target":{},"credentials":{},"default":{}}})",
                       out.empty() ? "" : ",", json::quote(row.name), json::quote(row.target),
                       json::quote(row.credentials), row.chosen);
  }
  return "{\"remotes\":[" + out + "]}\n";
}

std::string as_table(const std::vector<Row>& rows) {
  std::vector<std::vector<std::string>> cells;
  for (const Row& row : rows)
    cells.push_back({row.name, row.target, row.credentials, row.chosen ? "yes" : ""});
  return format_table({"NAME", "TARGET", "CREDENTIALS", "DEFAULT"}, cells);
}

// A file that cannot be read does not hide the others; the exit code tells of it.
Result<ExitCode> execute(const ListArgs& /*plan*/, Run run) {
  const RemoteStore store(run.services.files, run.services.env, run.settings.paths);
  auto names = store.names();
  if (!names) return Unexpected(std::move(names).error());
  auto chosen = store.default_name(run.interrupts);
  if (!chosen) return Unexpected(std::move(chosen).error());
  std::vector<Row> rows;
  std::optional<Error> broken;
  for (const std::string& name : *names) {
    const bool is_default = *chosen == name;
    auto remote = store.read(name, run.interrupts);
    if (remote) {
      rows.push_back({name, remote->target(), credentials_of(*remote), is_default});
    } else if (remote.error().code == Errc::usage) {
      rows.push_back({name, "(cannot be read)", "-", is_default});
      if (broken) say_error(run.services.err, *broken);
      broken = std::move(remote).error();
    } else {
      return Unexpected(std::move(remote).error());
    }
  }
  auto printed = print(run.settings.json ? as_json(rows) : as_table(rows), run);
  if (broken && printed) return Unexpected(*std::move(broken));
  return printed;
}

}  // namespace

const CommandEntry kRemoteListCommand = {"remote list",
                                         "remote ls",
                                         "Servers",
                                         "List the named servers",
                                         true,
                                         Needs::nothing,
                                         &bind_command<ListArgs, &bind, &plan, &execute>};

}  // namespace llamero
