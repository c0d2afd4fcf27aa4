#include "deploy/status_report.h"

#include <algorithm>
#include <charconv>

#include "deploy/host_probe.h"
#include "deploy/ollama_container.h"

namespace llamero {
namespace {

bool is_loopback(const std::string& address) {
  return address == "::1" || address.starts_with("127.");
}

class Reporter {
 public:
  Reporter(HostLink& link, DockerEngine& engine, const DeploySpec& spec, StatusReport& report)
      : link_(link), engine_(engine), spec_(spec), report_(report) {}

  Result<void> run(const Result<Plan>& plan, const StatusWish& wish) {
    if (!report_.container) {
      fault("there is no container " + spec_.name + " on " + link_.text());
      return {};
    }
    judge_state();
    judge_plan(plan);
    judge_exposure();
    judge_disk();
    if (auto done = count_kills(); !done) return done;
    return wish.ask_registry ? ask_registry() : Result<void>();
  }

 private:
  void fault(std::string text) { report_.faults.push_back(std::move(text)); }

  void judge_state();
  void judge_plan(const Result<Plan>& plan);
  void judge_exposure();
  void judge_disk();
  Result<void> count_kills();
  Result<void> ask_registry();

  HostLink& link_;
  DockerEngine& engine_;
  const DeploySpec& spec_;
  StatusReport& report_;
};

void Reporter::judge_state() {
  const ContainerState& state = report_.container->state;
  if (!state.running()) {
    fault("the container is " + state.status + ", exit code " + std::to_string(state.exit_code) +
          (state.oom_killed ? ", out of memory" : ""));
    return;
  }
  if (below_floor(report_.seen.server_version))
    fault("Ollama " + report_.seen.server_version + " lets anybody who reaches it read its memory");
  if (state.health == "unhealthy") fault("its health check fails");
  if (!report_.seen.server_answers) fault("the server does not answer");
  constexpr int kManyRestarts = 3;
  if (state.restarts >= kManyRestarts)
    fault("it was restarted " + std::to_string(state.restarts) + " times");
}

void Reporter::judge_plan(const Result<Plan>& plan) {
  if (!plan) {
    fault(plan.error().message);
    return;
  }
  report_.drift = plan->drift;
  report_.unfinished = plan->remove_next || plan->prove_current || plan->restore_previous;
  if (report_.unfinished) fault("a run of up was cut; run it again");
  for (const Difference& one : plan->drift)
    fault("drift of " + one.field + ": " + one.found + ", wanted " + one.wanted);
  if (plan->replace_front || plan->create_front)
    fault("the container " + spec_.name + "-caddy is not as wanted");
  if (plan->start_front) fault("the container " + spec_.name + "-caddy does not run");
  if (!report_.seen.server_answers) return;
  for (const DeployModel& model : plan->models) {
    report_.missing_models.push_back(model.name);
    fault("the model " + model.name + " is not there" +
          (model.digest.empty() ? "" : ", or has another digest"));
  }
}

// What docker publishes is open whatever the firewall of the host says; and another server of the
// same kind may listen beside it.
void Reporter::judge_exposure() {
  for (const PublishedPort& port : report_.container->spec.ports) {
    if (is_loopback(port.address)) continue;
    const std::string shown = port.address.empty() ? "0.0.0.0" : port.address;
    report_.open_to.push_back(shown + ":" + std::to_string(port.host));
  }
  if (report_.seen.host) {
    for (const ListeningPort& port : report_.seen.host->ports) {
      const std::string shown = port.address + ":" + std::to_string(port.port);
      const bool ollama = port.port == spec_.port || port.port == kOllamaPort;
      if (!ollama || is_loopback(port.address)) continue;
      if (std::find(report_.open_to.begin(), report_.open_to.end(), shown) == report_.open_to.end())
        report_.open_to.push_back(shown);
    }
  }
  for (const std::string& address : report_.open_to)
    fault("open to everybody who reaches " + address + ", without a password");
}

void Reporter::judge_disk() {
  const auto& host = report_.seen.host;
  const HostDisk* disk = host ? disk_of(*host, report_.seen.engine.root) : nullptr;
  if (disk == nullptr) return;
  report_.disk_free = disk->free;
  constexpr std::int64_t kLittle = std::int64_t{1} << 30;
  if (disk->free < kLittle)
    fault("less than 1 GiB is free on " + disk->mount + ", where docker keeps its things");
}

// A kill within leaves the container running and healthy: only the kernel's count tells.
Result<void> Reporter::count_kills() {
  if (report_.container->state.oom_killed) report_.oom_kills = 1;
  if (!report_.container->state.running()) return {};
  auto text = engine_.exec(spec_.name, {"sh", "-c",
                                        "cat /sys/fs/cgroup/memory.events 2>/dev/null || cat "
                                        "/sys/fs/cgroup/memory/memory.oom_control"});
  if (!text && text.error().code != Errc::deploy) return Unexpected(std::move(text).error());
  if (text) report_.oom_kills = std::max(report_.oom_kills, oom_kills_in(*text));
  if (report_.oom_kills > 0) {
    fault("the kernel ended " + std::to_string(report_.oom_kills) +
          (report_.oom_kills == 1 ? " process" : " processes") +
          " for want of memory: a larger --memory, or a smaller model or context");
  }
  return {};
}

// No registry, no news: that is no fault of the server.
Result<void> Reporter::ask_registry() {
  const auto image = parse_container_image(report_.container->label(kImageLabel));
  const std::string& pinned = report_.container->spec.image;
  const std::size_t at = pinned.find('@');
  if (!image || !image->digest.empty() || at == std::string::npos) return {};
  auto digest = engine_.digest_in_registry(*image);
  if (digest) report_.newer_image = *digest != pinned.substr(at + 1);
  const bool ended = !digest && digest.error().code != Errc::deploy;
  return ended ? Result<void>(Unexpected(std::move(digest).error())) : Result<void>();
}

}  // namespace

std::int64_t oom_kills_in(std::string_view text) {
  constexpr std::string_view kKey = "oom_kill ";
  const std::size_t at = text.find(kKey);
  if (at == std::string_view::npos) return 0;
  std::int64_t count = 0;
  const char* begin = text.data() + at + kKey.size();
  std::from_chars(begin, text.data() + text.size(), count);
  return count;
}

Result<StatusReport> report_status(HostLink& link, DockerEngine& engine, const DeploySpec& spec,
                                   Survey seen, const Result<Plan>& plan, const StatusWish& wish) {
  StatusReport report;
  report.seen = std::move(seen);
  const auto& standing = report.seen.current ? report.seen.current : report.seen.previous;
  if (standing) report.container = standing->container;
  if (auto done = Reporter(link, engine, spec, report).run(plan, wish); !done)
    return Unexpected(std::move(done).error());
  return report;
}

}  // namespace llamero
