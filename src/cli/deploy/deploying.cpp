#include "cli/deploy/deploying.h"

#include "cli/confirmation.h"
#include "cli/deploy/audit_log.h"
#include "cli/deploy/deploy_display.h"
#include "cli/deploy/deploy_host.h"
#include "cli/deploy/deployed_remote.h"
#include "cli/deploy/dry_run.h"
#include "cli/deploy/front_files.h"
#include "cli/deploy/install_docker.h"
#include "cli/message.h"
#include "cli/print.h"
#include "cli/pulling.h"

#include <unistd.h>

#include <array>

#include "deploy/drain.h"
#include "deploy/gpu_choice.h"
#include "deploy/host_lock.h"
#include "deploy/host_probe.h"
#include "deploy/ollama_container.h"

namespace llamero {
namespace {

constexpr Milliseconds kLockPatience{30'000};

class Deploying {
 public:
  Deploying(const ChosenDeployment& chosen, const DeployWish& wish, Run run)
      : chosen_(chosen), wish_(wish), run_(run), display_(run), host_(chosen, run) {}

  Result<ExitCode> run() {
    if (auto opened = open(); !opened) {
      if (wish_.dry_run) tell_blind_plan();
      return Unexpected(std::move(opened).error());
    }
    if (wish_.dry_run) return dry_run();
    auto lock = HostLock::take(host_.link(), who(), kLockPatience, host_.watches());
    if (!lock) return Unexpected(std::move(lock).error());
    // What a model needs is known once it is there: then a limit of our choice may have to grow.
    constexpr int kMostPasses = 2;
    for (int pass = 1; pass <= kMostPasses; ++pass) {
      if (auto looked = look(); !looked) return Unexpected(std::move(looked).error());
      auto again = pass_once();
      if (!again) return Unexpected(std::move(again).error());
      if (!*again) break;
    }
    return finish();
  }

 private:
  Result<void> open();
  Result<void> look();
  Result<void> must_exist();
  Result<bool> pass_once();
  Result<void> agree();
  Result<void> drain();
  Result<void> roll_out(RolloutHooks& hooks, bool& too_small);
  Result<ExitCode> dry_run();
  Result<ExitCode> finish();
  void tell_blind_plan();
  void check_gpu(const Rollout& rollout);
  [[nodiscard]] Result<void> pull(const DeployModel& model, const Endpoint& endpoint);
  [[nodiscard]] Result<void> room_for(const PullProgress& progress);
  [[nodiscard]] std::string who() const;
  [[nodiscard]] std::string image_in_place() const;
  void audit(const std::string& outcome);

  const ChosenDeployment& chosen_;
  const DeployWish& wish_;
  Run run_;
  DeployDisplay display_;
  DeployHost host_;
  Survey seen_;
  Front front_;
  Plan plan_;
  std::string authority_;
  std::string version_;
  bool changed_ = false;
};

std::string Deploying::who() const {
  std::array<char, 256> name{};
  if (gethostname(name.data(), name.size() - 1) != 0) name[0] = '\0';
  return wish_.action + " by " + run_.services.env.non_empty("USER").value_or("somebody") + " at " +
         name.data();
}

Result<void> Deploying::open() {
  if (auto reached = host_.reach(); !reached) return reached;
  auto opened = host_.open_engine();
  if (opened || !wish_.install_docker || wish_.dry_run) return opened;
  const bool missing =
      host_.facts() && host_.facts()->sockets.empty() && !host_.facts()->docker_daemon;
  if (!missing) return opened;
  if (auto installed = install_docker(host_, wish_.yes, display_, run_); !installed)
    return installed;
  return host_.open_engine();
}

Result<void> Deploying::look() {
  if (wish_.must_exist) {
    if (auto there = must_exist(); !there) return there;
  }
  auto seen = survey_host(host_.link(), host_.engine(), chosen_.spec, host_.facts(), wish_.resolve,
                          host_.watches());
  if (!seen) return Unexpected(std::move(seen).error());
  seen_ = *std::move(seen);
  PlanWish wish{wish_.allow_downgrade, false};
  if (chosen_.spec.open) {
    auto front = prepare_front(chosen_.spec, wish_.rotate_token && !changed_, host_, run_);
    if (!front) return Unexpected(std::move(front).error());
    front->new_tokens = front->new_tokens || front_.new_tokens;
    front_ = *std::move(front);
    wish.new_front_files = front_.differs;
  }
  auto plan = make_plan(chosen_.spec, seen_, wish);
  if (!plan) return Unexpected(std::move(plan).error());
  plan_ = *std::move(plan);
  return {};
}

Result<void> Deploying::must_exist() {
  for (const std::string& name : {chosen_.spec.name, previous_name(chosen_.spec)}) {
    auto found = host_.engine().container(name);
    if (!found) return Unexpected(std::move(found).error());
    if (*found) return {};
  }
  return Unexpected(Error(
      Errc::deploy,
      "there is no container " + chosen_.spec.name + " on " + host_.link().text() + " to upgrade",
      "llamero up makes it"));
}

void Deploying::tell_blind_plan() {
  const auto plan = make_blind_plan(chosen_.spec);
  if (!plan) return;
  display_.warn(
      "the machine could not be asked: what follows is the plan for an empty one, and what "
      "is probed (GPU, memory, the digest of the image) is not known");
  static_cast<void>(print(dry_run_text(*plan, kUnknownApi, chosen_.target.text, true), run_));
}

Result<ExitCode> Deploying::dry_run() {
  if (auto looked = look(); !looked) {
    return Unexpected(std::move(looked).error());
  }
  display_.tell_machine(chosen_.target.text, seen_);
  for (const std::string& text : plan_.warnings) display_.warn(text);
  if (plan_.changes_nothing()) {
    display_.tell("nothing to do");
    return ExitCode::ok;
  }
  auto printed = print(dry_run_text(plan_, seen_.api, chosen_.target.text, false), run_);
  if (!printed) return printed;
  return ExitCode::negative;
}

Result<void> Deploying::agree() {
  const bool replaces =
      plan_.replace || plan_.remove_unproven || plan_.replace_front || plan_.remove_front;
  if (!replaces || wish_.yes || changed_) return {};
  auto agreed = confirm("replace what runs on " + host_.link().text() + "?", run_);
  if (!agreed) return Unexpected(std::move(agreed).error());
  if (*agreed) return {};
  return Unexpected(Error(Errc::deploy, "nothing was changed on " + host_.link().text()));
}

Result<void> Deploying::drain() {
  if (!plan_.replace || wish_.drain.count() == 0 || !seen_.server_answers) return {};
  display_.tell("wait for the requests that are under way");
  auto left =
      await_idle(host_.link(), host_.engine(), chosen_.spec.name, wish_.drain, host_.watches());
  if (!left) return Unexpected(std::move(left).error());
  if (*left > 0)
    display_.warn(std::to_string(*left) + " requests are still under way, and will be cut");
  return {};
}

// True: another pass is needed.
Result<bool> Deploying::pass_once() {
  if (!changed_) display_.tell_machine(chosen_.target.text, seen_);
  display_.tell_plan(plan_, chosen_.target.text);
  version_ = seen_.server_version;
  if (plan_.changes_nothing()) return false;
  if (auto agreed = agree(); !agreed) return Unexpected(std::move(agreed).error());
  if (auto drained = drain(); !drained) return Unexpected(std::move(drained).error());
  changed_ = true;
  RolloutHooks hooks =
      display_.hooks(plan_.pull_image || !plan_.front ? plan_.server.image : plan_.front->image);
  bool too_small = false;
  auto done = roll_out(hooks, too_small);
  audit(done ? "done" : done.error().message);
  if (!done) return Unexpected(std::move(done).error());
  return too_small;
}

Result<void> Deploying::roll_out(RolloutHooks& hooks, bool& too_small) {
  hooks.readiness.pull = [this](const DeployModel& model, const Endpoint& endpoint) {
    return pull(model, endpoint);
  };
  hooks.readiness.fits = [&](const std::vector<ModelSummary>& models) -> Result<bool> {
    Survey now = seen_;
    now.models = models;
    auto plan = make_plan(chosen_.spec, now, {true, false});
    if (!plan) return Unexpected(std::move(plan).error());
    too_small = plan->server.memory > plan_.server.memory;
    return !too_small;
  };
  Rollout rollout(host_.link(), host_.engine(), chosen_.spec, plan_, front_.files, hooks,
                  host_.watches());
  if (auto done = rollout.run(); !done) return done;
  version_ = rollout.readiness().version();
  authority_ = rollout.authority();
  check_gpu(rollout);
  return {};
}

void Deploying::check_gpu(const Rollout& rollout) {
  const RunningModel& loaded = rollout.readiness().loaded();
  if (loaded.name.empty()) return;
  std::string logs;
  static_cast<void>(host_.engine().logs(chosen_.spec.name, {200, "", false, false},
                                        [&](std::string_view line) -> Result<void> {
                                          logs += std::string(line) + "\n";
                                          return {};
                                        }));
  if (auto fallen = gpu_fallback(seen_.gpu, loaded.size, loaded.size_vram, logs))
    display_.warn(*fallen);
}

// The display of `pull`, through the link. A model that does not fit on the disk is known to do so
// before the disk is full.
Result<void> Deploying::pull(const DeployModel& model, const Endpoint& endpoint) {
  display_.tell("pull the model " + model.name);
  Services services = host_.services_through(run_.services);
  const Settings settings = DeployHost::settings_for(run_.settings, endpoint);
  return pull_model(model.name, chosen_.spec.insecure, {services, settings, run_.interrupts},
                    [this](const PullProgress& progress) { return room_for(progress); });
}

Result<void> Deploying::room_for(const PullProgress& progress) {
  const HostDisk* disk = host_.facts() ? disk_of(*host_.facts(), seen_.engine.root) : nullptr;
  if (disk == nullptr || progress.total - progress.completed <= disk->free) return {};
  return Unexpected(
      Error(Errc::deploy,
            "there is no room for the model: " + std::to_string(progress.total >> 20) +
                " MiB, and " + std::to_string(disk->free >> 20) + " MiB are free on " +
                disk->mount + " of " + host_.link().text(),
            "make room there, or choose a smaller model"));
}

std::string Deploying::image_in_place() const {
  const auto& made = seen_.current ? seen_.current : seen_.previous;
  return made ? made->container.label(kImageLabel) + " " + made->container.spec.image : "";
}

void Deploying::audit(const std::string& outcome) {
  write_audit({wish_.action, chosen_.target.text, chosen_.spec.name, image_in_place(),
               seen_.image_name + " " + seen_.pinned, outcome},
              run_);
}

Result<ExitCode> Deploying::finish() {
  FrontAccess access;
  if (chosen_.spec.open) access = {front_.tokens.user, authority_};
  if (auto kept = keep_remote(chosen_, access, run_); !kept)
    return Unexpected(std::move(kept).error());
  if (!changed_) display_.tell("nothing to do");
  const std::string model =
      chosen_.spec.models.empty() ? "MODEL" : chosen_.spec.models.front().name;
  display_.tell("Ollama " + (version_.empty() ? "" : version_ + " ") +
                "is up; next: llamero --remote " + chosen_.remote_name + " chat " + model);
  if (!front_.new_tokens) return ExitCode::ok;
  return print("token: " + front_.tokens.user.reveal() +
                   "\nadmin token: " + front_.tokens.admin.reveal() + "\n",
               run_);
}

}  // namespace

Result<ExitCode> deploy(const ChosenDeployment& chosen, const DeployWish& wish, Run run) {
  return Deploying(chosen, wish, run).run();
}

}  // namespace llamero
