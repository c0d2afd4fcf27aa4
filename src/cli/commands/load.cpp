// llamero load MODEL, llamero stop MODEL: into and out of the server's memory.
#include "api/model_name.h"
#include "base/duration.h"
#include "cli/commands/commands.h"
#include "cli/connection.h"
#include "cli/generation_flags.h"
#include "cli/message.h"

#include <optional>
#include <string>

namespace llamero {
namespace {

struct LoadArgs {
  std::string model;
  std::optional<std::string> keep_alive;
};

struct LoadPlan {
  std::string model;
  std::optional<RawJson> keep_alive;
};

void bind_load(OptionTable& app, LoadArgs& args) {
  app.add_option("MODEL", args.model, "Name of the model").required();
  app.add_option("--keep-alive", args.keep_alive,
                 "How long it stays loaded: 10m, seconds, -1 for ever")
      .value_name("TIME");
}

Result<LoadPlan> plan_load(const LoadArgs& args) {
  if (auto checked = check_model_name(args.model); !checked)
    return Unexpected(std::move(checked).error());
  LoadPlan plan{args.model, std::nullopt};
  if (!args.keep_alive) return plan;
  auto value = parse_keep_alive(*args.keep_alive);
  if (!value) return Unexpected(std::move(value).error());
  plan.keep_alive = RawJson{*std::move(value)};
  return plan;
}

Result<ExitCode> execute_load(const LoadPlan& plan, Run run) {
  Connection connection(run.services, run.settings, run.interrupts, plan.model, true);
  GenerationSettings settings;
  settings.keep_alive = plan.keep_alive;
  if (auto added = add_defaults(run.settings.defaults, settings); !added)
    return Unexpected(std::move(added).error());
  auto loaded = connection.client().load(plan.model, settings.keep_alive);
  connection.status_line().clear();
  if (!loaded) return Unexpected(std::move(loaded).error());
  say_note(run.services.err, run.settings, plan.model + " is loaded");
  return ExitCode::ok;
}

struct StopArgs {
  std::string model;
};

void bind_stop(OptionTable& app, StopArgs& args) {
  app.add_option("MODEL", args.model, "Name of the model").required();
}

Result<StopArgs> plan_stop(const StopArgs& args) {
  if (auto checked = check_model_name(args.model); !checked)
    return Unexpected(std::move(checked).error());
  return args;
}

Result<ExitCode> execute_stop(const StopArgs& plan, Run run) {
  Connection connection(run.services, run.settings, run.interrupts, plan.model);
  auto stopped = connection.client().unload(plan.model);
  connection.status_line().clear();
  if (stopped) return ExitCode::ok;
  Error error = std::move(stopped).error();
  if (error.code == Errc::model_not_found)
    error.hint = "llamero ps lists the models that are loaded";
  return Unexpected(std::move(error));
}

}  // namespace

const CommandEntry kLoadCommand = {"load",
                                   "",
                                   "Models",
                                   "Load a model into the server's memory",
                                   false,
                                   Needs::server,
                                   &bind_command<LoadArgs, &bind_load, &plan_load, &execute_load>};

const CommandEntry kStopCommand = {"stop",
                                   "",
                                   "Models",
                                   "Unload a model from the server's memory",
                                   false,
                                   Needs::server,
                                   &bind_command<StopArgs, &bind_stop, &plan_stop, &execute_stop>};

}  // namespace llamero
