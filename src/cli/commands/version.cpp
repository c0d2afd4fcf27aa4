// llamero version: of this program and of the server.
#include "cli/version.h"

#include "api/json_codec.h"
#include "cli/commands/commands.h"
#include "cli/connection.h"
#include "cli/print.h"

namespace llamero {
namespace {

struct VersionArgs {};

void bind(OptionTable& /*app*/, VersionArgs& /*args*/) {}

Result<VersionArgs> plan(const VersionArgs& args) {
  return args;
}

std::string as_json(const std::optional<std::string>& server, const std::string& host) {
  return std::string("{\"client\":") + json::quote(kVersion) +
         ",\"server\":" + (server ? json::quote(*server) : "null") +
         ",\"host\":" + json::quote(host) + "}\n";
}

Result<ExitCode> execute(const VersionArgs& /*plan*/, Run run) {
  const std::string& host = run.settings.server.endpoint.display;
  if (!run.settings.json) {
    if (auto printed = print(std::string("llamero ") + kVersion + "\n", run); !printed)
      return printed;
  }
  Connection connection(run.services, run.settings, run.interrupts, "the server's version");
  const auto server = connection.client().version();
  connection.status_line().clear();
  if (run.settings.json) {
    auto printed = print(as_json(server ? std::optional(*server) : std::nullopt, host), run);
    if (!printed) return printed;
  }
  if (!server) return Unexpected(server.error());
  if (run.settings.json) return ExitCode::ok;
  return print("ollama " + *server + " at " + host + "\n", run);
}

}  // namespace

const CommandEntry kVersionCommand = {"version",
                                      "",
                                      "More",
                                      "Print the versions of llamero and of the server",
                                      true,
                                      Needs::server,
                                      &bind_command<VersionArgs, &bind, &plan, &execute>};

}  // namespace llamero
