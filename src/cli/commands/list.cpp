// llamero list [PREFIX]: the models of the server.
#include "api/json_filter.h"
#include "base/official_text.h"
#include "cli/commands/commands.h"
#include "cli/connection.h"
#include "cli/print.h"
#include "term/table.h"

#include <algorithm>
#include <string>

namespace llamero {
namespace {

struct ListArgs {
  std::string prefix;
};

void bind(OptionTable& app, ListArgs& args) {
  app.add_option("PREFIX", args.prefix, "Only models whose names begin with this, in any case");
}

Result<ListArgs> plan(const ListArgs& args) {
  return args;
}

bool has_prefix(std::string_view name, std::string_view prefix) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  };
  return name.size() >= prefix.size() &&
         std::equal(prefix.begin(), prefix.end(), name.begin(), same);
}

Result<ExitCode> execute(const ListArgs& plan, Run run) {
  Connection connection(run.services, run.settings, run.interrupts, "the list of models");
  auto listing = connection.client().tags();
  connection.status_line().clear();
  if (!listing) return Unexpected(std::move(listing).error());
  if (run.settings.json && plan.prefix.empty()) return print(listing->json + "\n", run);
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string_view> kept;
  for (const ModelSummary& model : listing->models) {
    if (!has_prefix(model.name, plan.prefix)) continue;
    kept.push_back(model.name);
    rows.push_back({model.name, model.digest.substr(0, 12),
                    model.remote_host.empty() ? official_size(model.size) : "-",
                    official_age(model.modified_at, run.services.clock.wall_now())});
  }
  if (run.settings.json) return print(json::keep_models(listing->json, kept) + "\n", run);
  return print(format_table({"NAME", "ID", "SIZE", "MODIFIED"}, rows), run);
}

}  // namespace

const CommandEntry kListCommand = {"list",
                                   "ls",
                                   "Models",
                                   "List the models of the server",
                                   true,
                                   Needs::server,
                                   &bind_command<ListArgs, &bind, &plan, &execute>};

}  // namespace llamero
