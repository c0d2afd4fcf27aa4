// llamero emit: the same deployment as a file for other tools. Nothing is contacted.
#include "cli/commands/commands.h"
#include "cli/deploy/chosen_deployment.h"
#include "cli/deploy/dry_run.h"
#include "cli/message.h"
#include "cli/print.h"

#include "deploy/cloud_init.h"
#include "deploy/compose_file.h"
#include "deploy/docker_run.h"

namespace llamero {
namespace {

struct EmitArgs {
  std::string form;
  DeployArgs deploy;
};

void bind(OptionTable& app, EmitArgs& args) {
  app.add_option("FORM", args.form, "docker-run, compose or cloud-init")
      .required()
      .one_of({"docker-run", "compose", "cloud-init"});
  bind_deploy(app, args.deploy);
}

Result<EmitArgs> plan(const EmitArgs& args) {
  return args;
}

Result<ExitCode> execute(const EmitArgs& args, Run run) {
  auto chosen =
      choose_deployment([&](DeploySpec& spec) { return apply_deploy_flags(args.deploy, spec); },
                        RemoteName::may_be_new, run);
  if (!chosen) return Unexpected(std::move(chosen).error());
  if (chosen->spec.open) {
    return Unexpected(Error(Errc::usage,
                            "a public server needs a file with its token beside it, and that is no "
                            "text to paste",
                            "llamero up --public does it; emit the closed one without it"));
  }
  auto made = make_blind_plan(chosen->spec);
  if (!made) return Unexpected(std::move(made).error());
  for (const std::string& text : made->warnings) say_warning(run.services.err, run.settings, text);
  const std::vector<ContainerSpec> containers = {made->server};
  if (args.form == "docker-run") return print(docker_run_script(containers, kUnknownApi), run);
  if (args.form == "compose") return print(compose_text(containers), run);
  std::vector<std::string> models;
  for (const DeployModel& model : chosen->spec.models) models.push_back(model.name);
  auto text = cloud_init_text(containers, kUnknownApi, models);
  if (!text) return Unexpected(std::move(text).error());
  return print(*text, run);
}

}  // namespace

const CommandEntry kEmitCommand = {"emit",
                                   "",
                                   "Deployment",
                                   "Print the deployment as a file for other tools",
                                   false,
                                   Needs::config,
                                   &bind_command<EmitArgs, &bind, &plan, &execute>};

}  // namespace llamero
