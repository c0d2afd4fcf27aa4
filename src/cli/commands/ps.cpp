// llamero ps [PREFIX]: the models that are loaded.
#include "api/json_filter.h"
#include "base/official_text.h"
#include "cli/commands/commands.h"
#include "cli/connection.h"
#include "cli/print.h"
#include "term/table.h"

#include <string>
#include <vector>

namespace llamero {
namespace {

struct PsArgs {
  std::string prefix;
};

void bind(OptionTable& app, PsArgs& args) {
  app.add_option("PREFIX", args.prefix, "Only models whose names begin with this");
}

Result<PsArgs> plan(const PsArgs& args) {
  return args;
}

Result<ExitCode> execute(const PsArgs& plan, Run run) {
  Connection connection(run.services, run.settings, run.interrupts, "the list of loaded models");
  auto running = connection.client().ps();
  connection.status_line().clear();
  if (!running) return Unexpected(std::move(running).error());
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string_view> kept;
  for (const RunningModel& model : running->models) {
    if (!std::string_view(model.name).starts_with(plan.prefix)) continue;
    kept.push_back(model.name);
    rows.push_back({model.name, model.digest.substr(0, 12), official_size(model.size),
                    official_processor(model.size, model.size_vram),
                    std::to_string(model.context_length),
                    official_until(model.expires_at, run.services.clock.wall_now())});
  }
  if (run.settings.json) {
    return print(
        (plan.prefix.empty() ? running->json : json::keep_models(running->json, kept)) + "\n", run);
  }
  return print(format_table({"NAME", "ID", "SIZE", "PROCESSOR", "CONTEXT", "UNTIL"}, rows), run);
}

}  // namespace

const CommandEntry kPsCommand = {"ps",
                                 "",
                                 "Models",
                                 "List the models that are loaded",
                                 true,
                                 Needs::server,
                                 &bind_command<PsArgs, &bind, &plan, &execute>};

}  // namespace llamero
