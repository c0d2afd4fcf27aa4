// llamero up: puts Ollama on a machine, closed and healthy, and keeps it so.
#include "cli/commands/commands.h"
#include "cli/deploy/deploying.h"

namespace llamero {
namespace {

struct UpArgs {
  DeployArgs deploy;
  bool dry_run = false;
  bool yes = false;
  bool allow_downgrade = false;
  bool install_docker = false;
  bool rotate_token = false;
};

void bind(OptionTable& app, UpArgs& args) {
  bind_deploy(app, args.deploy);
  app.add_flag("--dry-run", args.dry_run, "Only tell what would be changed (exit code 1), or 0");
  app.add_flag("-y,--yes", args.yes, "Replace what differs without a question");
  app.add_flag("--allow-downgrade", args.allow_downgrade, "An older Ollama than the one there");
  app.add_flag("--install-docker", args.install_docker,
               "Install docker there from the packages of Debian or Ubuntu");
  app.add_flag("--rotate-token", args.rotate_token, "New tokens for a public server");
}

Result<UpArgs> plan(const UpArgs& args) {
  // What is wrong in the flags alone is told before any file is read.
  DeploySpec spec;
  DeployArgs flags = args.deploy;
  if (!flags.open) flags.tls = flags.email = flags.acme_directory = flags.acme_ca_file = {};
  if (!flags.open) flags.https_port = {}, flags.front_image = {};
  if (auto applied = apply_deploy_flags(flags, spec); !applied)
    return Unexpected(std::move(applied).error());
  return args;
}

Result<ExitCode> execute(const UpArgs& args, Run run) {
  auto chosen =
      choose_deployment([&](DeploySpec& spec) { return apply_deploy_flags(args.deploy, spec); },
                        RemoteName::may_be_new, run);
  if (!chosen) return Unexpected(std::move(chosen).error());
  if (args.rotate_token && !chosen->spec.open) {
    return Unexpected(Error(Errc::usage, "the server is not public, and has no tokens",
                            "--public HOST opens it"));
  }
  DeployWish wish;
  wish.action = "up";
  wish.dry_run = args.dry_run;
  wish.yes = args.yes;
  wish.allow_downgrade = args.allow_downgrade;
  wish.install_docker = args.install_docker;
  wish.rotate_token = args.rotate_token;
  return deploy(*chosen, wish, run);
}

}  // namespace

const CommandEntry kUpCommand = {"up",
                                 "",
                                 "Deployment",
                                 "Put Ollama on a machine, and keep it as it should be",
                                 false,
                                 Needs::config,
                                 &bind_command<UpArgs, &bind, &plan, &execute>};

}  // namespace llamero
