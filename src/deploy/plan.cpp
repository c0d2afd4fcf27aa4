#include "deploy/plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "deploy/caddy_container.h"
#include "deploy/host_probe.h"
#include "deploy/ollama_container.h"

namespace llamero {
namespace {

// What an image of the official server needs while it is pulled and unpacked: 3.3 to 4.9 GB were
// seen. Others are of the size that they are; the least of use is asked for.
constexpr std::int64_t kOfficialImage = std::int64_t{8} << 30;
constexpr std::int64_t kOtherImage = std::int64_t{1} << 30;

std::string gigabytes(std::int64_t bytes) {
  return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
}

bool same_model(const std::string& wanted, const std::string& there) {
  return wanted == there || wanted + ":latest" == there;
}

const ModelSummary* find_model(const std::vector<ModelSummary>& models, const std::string& name) {
  const auto at = std::find_if(models.begin(), models.end(), [&](const ModelSummary& model) {
    return same_model(name, model.name);
  });
  return at == models.end() ? nullptr : &*at;
}

std::int64_t largest_model(const DeploySpec& spec, const Survey& seen) {
  std::int64_t most = 0;
  for (const DeployModel& wanted : spec.models) {
    if (const ModelSummary* model = find_model(seen.models, wanted.name))
      most = std::max(most, model->size);
  }
  return most;
}

// Where the machine itself could not be asked, docker knows its size.
HostFacts facts_for_sizes(const Survey& seen) {
  HostFacts facts = seen.host.value_or(HostFacts());
  if (facts.memory_total == 0) facts.memory_total = seen.engine.memory;
  if (facts.cpus == 0) facts.cpus = seen.engine.cpus;
  return facts;
}

class Planner {
 public:
  Planner(const DeploySpec& spec, const Survey& seen, const PlanWish& wish)
      : spec_(spec), seen_(seen), wish_(wish) {}

  Result<Plan> run() {
    for (const auto step : {&Planner::describe, &Planner::settle_leftovers, &Planner::check_version,
                            &Planner::plan_server, &Planner::plan_models, &Planner::plan_front,
                            &Planner::check_room}) {
      if (auto done = (this->*step)(); !done) return Unexpected(std::move(done).error());
    }
    return std::move(plan_);
  }

 private:
  Result<void> describe();
  [[nodiscard]] ContainerSpec container_for(const Sizes& sizes) const;
  void keep_limit(const std::optional<HostFacts>& facts, std::int64_t model, bool gpu);
  Result<void> settle_leftovers();
  Result<void> check_version();
  Result<void> plan_server();
  void choose_start();
  Result<void> plan_models();
  Result<void> plan_front();
  Result<void> check_room();
  [[nodiscard]] std::vector<Difference> drift_of(const Standing& found) const;

  const DeploySpec& spec_;
  const Survey& seen_;
  const PlanWish& wish_;
  Plan plan_;
  const Standing* standing_ = nullptr;  // what is in place once the leftovers are settled
};

// Debian's docker 20.10 does not know the capability that a figure of Vulkan's memory wants.
ContainerSpec Planner::container_for(const Sizes& sizes) const {
  constexpr VersionNumber kKnowsPerfmon{{1, 42, 0}};
  GpuPlan gpu = seen_.gpu;
  if (seen_.api < kKnowsPerfmon) std::erase(gpu.cap_add, "PERFMON");
  return ollama_container(spec_, seen_.pinned, gpu, sizes);
}

Result<void> Planner::describe() {
  const std::optional<HostFacts> facts = facts_for_sizes(seen_);
  const bool gpu = seen_.gpu.kind != "cpu";
  const std::int64_t model = largest_model(spec_, seen_);
  auto sized = choose_sizes(spec_, facts, model, gpu);
  if (!sized) return Unexpected(std::move(sized).error());
  plan_.server = container_for(*sized);
  keep_limit(facts, model, gpu);
  plan_.warnings = std::move(sized->warnings);
  plan_.warnings.insert(plan_.warnings.end(), seen_.gpu.warnings.begin(), seen_.gpu.warnings.end());
  return {};
}

// A limit of our own choice stays as it is while it suffices, because what is known of the machine
// and the models changes from run to run. One that somebody has changed since does not: the hash
// that the container was made with tells.
void Planner::keep_limit(const std::optional<HostFacts>& facts, std::int64_t model, bool gpu) {
  const auto& made = seen_.current ? seen_.current : seen_.previous;
  if (spec_.memory != 0 || !made || made->container.spec.memory <= 0) return;
  DeploySpec as_it_is = spec_;
  as_it_is.memory = made->container.spec.memory;
  auto kept = choose_sizes(as_it_is, facts, model, gpu);
  if (!kept) return;
  kept->memory_swap = made->container.spec.memory_swap;
  ContainerSpec same = container_for(*kept);
  const auto hash = [](const NamedValues& labels) {
    const auto at = std::find_if(labels.begin(), labels.end(),
                                 [](const auto& label) { return label.first == kSpecLabel; });
    return at == labels.end() ? std::string() : at->second;
  };
  if (hash(same.labels) == made->container.label(kSpecLabel)) plan_.server = std::move(same);
}

std::vector<Difference> Planner::drift_of(const Standing& found) const {
  const ImageFacts image{seen_.image ? seen_.image->id : "", found.image_env};
  return differences(plan_.server, found.container, seen_.api, image);
}

// NAME-previous stands until the one in place has passed its gate. So where it is there, a run was
// cut: the one in place is put to the proof if it is what is wanted now, and dropped if it is not.
Result<void> Planner::settle_leftovers() {
  plan_.remove_next = seen_.next.has_value();
  standing_ = seen_.current ? &*seen_.current : nullptr;
  if (!seen_.previous) return {};
  if (standing_ != nullptr && drift_of(*standing_).empty()) {
    plan_.prove_current = true;
    return {};
  }
  plan_.remove_unproven = standing_ != nullptr;
  plan_.restore_previous = true;
  standing_ = &*seen_.previous;
  return {};
}

Result<void> Planner::check_version() {
  const auto wanted = parse_version(version_of_image(seen_.image_name));
  if (wanted && *wanted <= *parse_version(kOllamaLastHole)) {
    plan_.warnings.push_back("Ollama " + version_of_image(seen_.image_name) +
                             " has a known hole (CVE-2026-7020, up to " +
                             std::string(kOllamaLastHole) + "): name a newer one with --image");
  }
  if (standing_ == nullptr || plan_.prove_current) return {};
  const std::string before = version_of_image(standing_->container.label(kImageLabel));
  const auto now = parse_version(before);
  if (!wanted || !now || !(*wanted < *now) || wish_.allow_downgrade) return {};
  return Unexpected(
      Error(Errc::deploy,
            "Ollama " + before + " runs on that machine, and " + seen_.image_name +
                " is older: it may not read what the newer one has written",
            "--image " + standing_->container.label(kImageLabel) + ", or --allow-downgrade"));
}

Result<void> Planner::plan_server() {
  plan_.create_volume = !seen_.volume;
  plan_.create_network = spec_.open && !seen_.network;
  if (standing_ == nullptr) {
    plan_.create = true;
  } else {
    plan_.drift = drift_of(*standing_);
    const std::string& status = standing_->container.state.status;
    plan_.replace = !plan_.drift.empty() || status == "dead" || status == "removing";
    plan_.unpause = !plan_.replace && status == "paused";
    if (!plan_.replace && !plan_.unpause) choose_start();
  }
  if (plan_.replace && standing_->container.spec.image != plan_.server.image)
    plan_.replaced_image = standing_->container.spec.image;
  plan_.pull_image = (plan_.create || plan_.replace) && !seen_.image;
  if (!plan_.replace && seen_.server_answers && below_floor(seen_.server_version)) {
    return Unexpected(Error(Errc::deploy,
                            "the image " + seen_.image_name + " says that it is Ollama " +
                                seen_.server_version + ", which is not put into service",
                            "name another image: " + std::string(kOllamaFloor) + " or newer"));
  }
  const bool new_start = plan_.create || plan_.replace || plan_.start;
  if (new_start && !seen_.port_holder.empty()) {
    return Unexpected(Error(
        Errc::deploy,
        fmt::format("port {} of {} is in use by {}", spec_.port, "that machine", seen_.port_holder),
        "--port gives the server another one"));
  }
  if (plan_.replace || plan_.remove_unproven) {
    for (const RunningModel& model : seen_.loaded)
      plan_.cuts.push_back(model.name + " is loaded; what it is answering will be cut");
  }
  return {};
}

// A server that is only slow must not be started anew; docker knows whether it is more than that.
void Planner::choose_start() {
  constexpr int kManyRestarts = 3;
  const ContainerState& state = standing_->container.state;
  const bool looping = state.status == "restarting" || state.restarts >= kManyRestarts;
  plan_.start = !state.running() && !looping;
  plan_.restart = !seen_.server_answers && (looping || state.health == "unhealthy");
  plan_.await = !plan_.start && !plan_.restart && !seen_.server_answers;
}

Result<void> Planner::plan_models() {
  for (const DeployModel& wanted : spec_.models) {
    const ModelSummary* there = find_model(seen_.models, wanted.name);
    const bool fits =
        there != nullptr && (wanted.digest.empty() || wanted.digest == "sha256:" + there->digest);
    if (!fits) plan_.models.push_back(wanted);
  }
  return {};
}

Result<void> Planner::plan_front() {
  if (!spec_.open) {
    plan_.remove_front = seen_.front.has_value();
    return {};
  }
  plan_.front = caddy_container(spec_, seen_.front_pinned);
  plan_.new_front_files = wish_.new_front_files;
  plan_.pull_front = !seen_.front_image;
  if (!seen_.front) {
    plan_.create_front = true;
    return {};
  }
  const ImageFacts image{seen_.front_image ? seen_.front_image->id : "", seen_.front->image_env};
  plan_.front_drift = differences(*plan_.front, seen_.front->container, seen_.api, image);
  const std::string& status = seen_.front->container.state.status;
  plan_.replace_front = !plan_.front_drift.empty() || status == "paused" || status == "dead";
  plan_.start_front = !plan_.replace_front && !seen_.front->container.state.running();
  return {};
}

const HostDisk* disk_for_images(const Survey& seen) {
  return seen.host ? disk_of(*seen.host, seen.engine.root) : nullptr;
}

Result<void> Planner::check_room() {
  const HostDisk* disk = disk_for_images(seen_);
  if (!plan_.pull_image || disk == nullptr) return {};
  const bool official = seen_.image_name.starts_with("ollama/ollama:");
  const std::int64_t needed = official ? kOfficialImage : kOtherImage;
  if (disk->free >= needed) return {};
  return Unexpected(
      Error(Errc::deploy,
            fmt::format("{} has {} free for docker ({}), and the image {} needs {}", "that machine",
                        gigabytes(disk->free), disk->mount, seen_.image_name, gigabytes(needed)),
            "make room there: docker system df, docker image prune"));
}

}  // namespace

Result<Plan> make_plan(const DeploySpec& spec, const Survey& seen, const PlanWish& wish) {
  return Planner(spec, seen, wish).run();
}

Result<Plan> make_blind_plan(const DeploySpec& spec) {
  auto gpu = choose_gpu(spec.gpu, std::nullopt);
  if (!gpu) return Unexpected(std::move(gpu).error());
  auto sized = choose_sizes(spec, std::nullopt, 0, gpu->kind != "cpu");
  if (!sized) return Unexpected(std::move(sized).error());
  Plan plan;
  plan.server = ollama_container(spec, image_name(spec, *gpu), *gpu, *sized);
  plan.pull_image = plan.create_volume = plan.create = true;
  plan.models = spec.models;
  if (spec.open) {
    plan.front = caddy_container(spec, spec.open.image);
    plan.create_network = plan.pull_front = plan.create_front = true;
  }
  plan.warnings = std::move(gpu->warnings);
  plan.warnings.insert(plan.warnings.end(), sized->warnings.begin(), sized->warnings.end());
  return plan;
}

bool below_floor(const std::string& version) {
  const auto number = parse_version(version);
  return number && *number != VersionNumber{} && *number < *parse_version(kOllamaFloor);
}

std::string version_of_image(const std::string& image) {
  const auto parsed = parse_container_image(image);
  if (!parsed) return {};
  std::string tag = parsed->tag;
  if (tag.starts_with('v')) tag.erase(0, 1);
  return parse_version(tag) ? tag.substr(0, tag.find('-')) : std::string();
}

}  // namespace llamero
