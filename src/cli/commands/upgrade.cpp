// llamero upgrade: another version of the server, and back where it fails.
#include "base/duration.h"
#include "cli/commands/commands.h"
#include "cli/deploy/deploying.h"

namespace llamero {
namespace {

struct UpgradeArgs {
  PlaceArgs place;
  std::optional<std::string> image;
  std::optional<std::string> drain;
  bool dry_run = false;
  bool yes = false;
  bool allow_downgrade = false;
};

struct UpgradePlan {
  UpgradeArgs args;
  Milliseconds drain{0};
};

void bind(OptionTable& app, UpgradeArgs& args) {
  bind_place(app, args.place);
  app.add_option("--image", args.image, "Image to go to; else what the present name means today")
      .value_name("IMAGE");
  app.add_option("--drain", args.drain, "Wait so long for requests that are under way")
      .value_name("DURATION");
  app.add_flag("--dry-run", args.dry_run, "Only tell what would be changed (exit code 1), or 0");
  app.add_flag("-y,--yes", args.yes, "Without a question");
  app.add_flag("--allow-downgrade", args.allow_downgrade, "To an older Ollama");
}

Result<void> apply(const UpgradeArgs& args, DeploySpec& spec) {
  DeployArgs flags;
  flags.place = args.place;
  flags.image = args.image;
  return apply_deploy_flags(flags, spec);
}

Result<UpgradePlan> plan(const UpgradeArgs& args) {
  UpgradePlan plan{args, Milliseconds(0)};
  DeploySpec spec;
  if (auto applied = apply(args, spec); !applied) return Unexpected(std::move(applied).error());
  if (args.drain) {
    auto drain = parse_duration(*args.drain);
    if (!drain) return Unexpected(std::move(drain).error());
    plan.drain = *drain;
  }
  return plan;
}

Result<ExitCode> execute(const UpgradePlan& plan, Run run) {
  auto chosen = choose_deployment([&](DeploySpec& spec) { return apply(plan.args, spec); },
                                  RemoteName::must_exist, run);
  if (!chosen) return Unexpected(std::move(chosen).error());
  DeployWish wish;
  wish.action = "upgrade";
  wish.resolve = Resolve::anew;
  wish.dry_run = plan.args.dry_run;
  wish.yes = plan.args.yes;
  wish.allow_downgrade = plan.args.allow_downgrade;
  wish.drain = plan.drain;
  wish.must_exist = true;
  return deploy(*chosen, wish, run);
}

}  // namespace

const CommandEntry kUpgradeCommand = {"upgrade",
                                      "",
                                      "Deployment",
                                      "Go to another version of the server, and back if it fails",
                                      false,
                                      Needs::config,
                                      &bind_command<UpgradeArgs, &bind, &plan, &execute>};

}  // namespace llamero
