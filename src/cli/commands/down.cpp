// llamero down: ends a deployment; the models stay unless they are named.
#include "cli/commands/commands.h"
#include "cli/confirmation.h"
#include "cli/deploy/audit_log.h"
#include "cli/deploy/deploy_display.h"
#include "cli/deploy/deploy_host.h"

#include "deploy/host_lock.h"
#include "deploy/ollama_container.h"

namespace llamero {
namespace {

constexpr int kGraceSeconds = 15;
constexpr Milliseconds kLockPatience{30'000};

struct DownArgs {
  PlaceArgs place;
  std::optional<std::string> purge;
  bool yes = false;
};

void bind(OptionTable& app, DownArgs& args) {
  bind_place(app, args.place);
  app.add_option("--purge", args.purge, "Also remove the volume of the models, by its name")
      .value_name("VOLUME");
  app.add_flag("-y,--yes", args.yes, "Without a question");
}

Result<DownArgs> plan(const DownArgs& args) {
  DeploySpec spec;
  if (auto applied = apply_place_flags(args.place, spec); !applied)
    return Unexpected(std::move(applied).error());
  return args;
}

class TakingDown {
 public:
  TakingDown(const DownArgs& args, const ChosenDeployment& chosen, Run run)
      : args_(args), chosen_(chosen), run_(run), display_(run), host_(chosen, run) {}

  Result<ExitCode> run() {
    if (auto checked = check_purge(); !checked) return Unexpected(std::move(checked).error());
    if (auto opened = host_.open(); !opened) return Unexpected(std::move(opened).error());
    auto lock = HostLock::take(host_.link(), "down", kLockPatience, host_.watches());
    if (!lock) return Unexpected(std::move(lock).error());
    if (auto found = find(); !found) return Unexpected(std::move(found).error());
    if (names_.empty() && !args_.purge) {
      display_.tell("there is no container " + chosen_.spec.name + " on " + host_.link().text());
      return ExitCode::ok;
    }
    if (auto agreed = agree(); !agreed) return Unexpected(std::move(agreed).error());
    auto done = take_down();
    write_audit({"down", chosen_.target.text, chosen_.spec.name, image_, "",
                 done ? "done" : done.error().message},
                run_);
    if (!done) return Unexpected(std::move(done).error());
    return ExitCode::ok;
  }

 private:
  Result<void> check_purge() const {
    if (!args_.purge || *args_.purge == chosen_.spec.volume) return {};
    return Unexpected(Error(Errc::usage,
                            "--purge " + *args_.purge + " is not the volume of " +
                                chosen_.spec.name + ", which is " + chosen_.spec.volume,
                            "its name, so that no other one goes"));
  }

  Result<void> find() {
    const DeploySpec& spec = chosen_.spec;
    for (const std::string& name :
         {spec.name + "-caddy", next_name(spec), previous_name(spec), spec.name}) {
      auto found = host_.engine().container(name);
      if (!found) return Unexpected(std::move(found).error());
      if (!*found) continue;
      if ((*found)->label(kDeployLabel) != spec.name) {
        return Unexpected(
            Error(Errc::deploy, "the container " + name + " on " + host_.link().text() +
                                    " is not one that llamero made: it is left alone"));
      }
      if (name == spec.name) image_ = (*found)->label(kImageLabel) + " " + (*found)->spec.image;
      names_.push_back(name);
    }
    if (!args_.purge) return {};
    auto volume = host_.engine().volume(spec.volume);
    if (!volume) return Unexpected(std::move(volume).error());
    if (!*volume || (*volume)->ours) return {};
    return Unexpected(Error(
        Errc::deploy, "the volume " + spec.volume + " was not made by llamero: it is left alone",
        "docker volume rm " + spec.volume));
  }

  Result<void> agree() {
    for (const std::string& name : names_) display_.tell("- remove the container " + name);
    if (args_.purge) display_.tell("- remove the volume " + *args_.purge + ", with all its models");
    if (args_.yes) return {};
    auto agreed = confirm("do this on " + host_.link().text() + "?", run_);
    if (!agreed) return Unexpected(std::move(agreed).error());
    if (*agreed) return {};
    return Unexpected(Error(Errc::deploy, "nothing was changed on " + host_.link().text()));
  }

  // The front first: nobody from outside runs into a server that is going.
  Result<void> take_down() {
    DockerEngine& engine = host_.engine();
    for (const std::string& name : names_) {
      if (auto stopped = engine.stop(name, kGraceSeconds); !stopped) return stopped;
      if (auto removed = engine.remove(name); !removed) return removed;
    }
    const std::string network = network_name(chosen_.spec);
    auto open = engine.has_network(network);
    if (!open) return Unexpected(std::move(open).error());
    if (*open) {
      if (auto removed = engine.remove_network(network); !removed) return removed;
    }
    if (!args_.purge) {
      display_.tell(chosen_.spec.name + " is down; its models stay in the volume " +
                    chosen_.spec.volume);
      return {};
    }
    if (auto removed = engine.remove_volume(*args_.purge); !removed) return removed;
    if (auto removed = engine.remove_volume(chosen_.spec.name + "-caddy"); !removed) return removed;
    display_.tell(chosen_.spec.name + " is down, and its models are removed");
    return {};
  }

  const DownArgs& args_;
  const ChosenDeployment& chosen_;
  Run run_;
  DeployDisplay display_;
  DeployHost host_;
  std::vector<std::string> names_;
  std::string image_;
};

Result<ExitCode> execute(const DownArgs& args, Run run) {
  auto chosen =
      choose_deployment([&](DeploySpec& spec) { return apply_place_flags(args.place, spec); },
                        RemoteName::must_exist, run);
  if (!chosen) return Unexpected(std::move(chosen).error());
  return TakingDown(args, *chosen, run).run();
}

}  // namespace

const CommandEntry kDownCommand = {"down",
                                   "",
                                   "Deployment",
                                   "End a deployment; its models stay",
                                   false,
                                   Needs::config,
                                   &bind_command<DownArgs, &bind, &plan, &execute>};

}  // namespace llamero
