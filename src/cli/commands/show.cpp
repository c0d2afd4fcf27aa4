// llamero show MODEL: what the server knows about a model.
#include "api/model_name.h"
#include "cli/commands/commands.h"
#include "cli/connection.h"
#include "cli/model_sheet.h"
#include "cli/print.h"

#include <string>

namespace llamero {
namespace {

struct ShowArgs {
  std::string model;
  bool license = false;
  bool modelfile = false;
  bool parameters = false;
  bool system = false;
  bool template_text = false;
  bool tensors = false;
};

void bind(OptionTable& app, ShowArgs& args) {
  app.add_option("MODEL", args.model, "Name of the model").required();
  app.add_flag("--license", args.license, "Only the licence");
  app.add_flag("--modelfile", args.modelfile, "Only the Modelfile");
  app.add_flag("--parameters", args.parameters, "Only the parameters");
  app.add_flag("--system", args.system, "Only the system prompt");
  app.add_flag("--template", args.template_text, "Only the template");
  app.add_flag("--all", args.tensors, "Metadata and tensors too");
}

Result<ShowArgs> plan(const ShowArgs& args) {
  if (auto checked = check_model_name(args.model); !checked)
    return Unexpected(std::move(checked).error());
  const int chosen =
      args.license + args.modelfile + args.parameters + args.system + args.template_text;
  if (chosen > 1) {
    return Unexpected(
        Error(Errc::usage,
              "--license, --modelfile, --parameters, --system and --template exclude each other"));
  }
  return args;
}

// The official client ends three of them with a newline and two as they are.
std::string selected(const ShowArgs& plan, const ModelInfo& info, bool all) {
  if (plan.license) return info.license + "\n";
  if (plan.modelfile) return info.modelfile + "\n";
  if (plan.parameters) return info.parameters + "\n";
  if (plan.system) return info.system;
  if (plan.template_text) return info.template_text;
  return model_sheet(info, all);
}

Result<ExitCode> execute(const ShowArgs& plan, Run run) {
  Connection connection(run.services, run.settings, run.interrupts, plan.model);
  const bool all = plan.tensors || run.settings.verbose > 0;
  auto shown = connection.client().show(plan.model, all);
  connection.status_line().clear();
  if (!shown) return Unexpected(std::move(shown).error());
  return print(run.settings.json ? shown->json + "\n" : selected(plan, shown->info, all), run);
}

}  // namespace

const CommandEntry kShowCommand = {"show",
                                   "",
                                   "Models",
                                   "Show what the server knows about a model",
                                   true,
                                   Needs::server,
                                   &bind_command<ShowArgs, &bind, &plan, &execute>};

}  // namespace llamero
