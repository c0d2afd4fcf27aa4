// How a deployment is doing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "deploy/plan.h"

namespace llamero {

struct StatusReport {
  Survey seen;
  std::optional<FoundContainer> container;
  std::vector<Difference> drift;  // from what the spec wants
  bool unfinished = false;        // a run of `up` was cut
  std::vector<std::string> missing_models;
  std::int64_t oom_kills = 0;             // of processes within, since its start
  std::optional<bool> newer_image;        // the tag means another image now; nullopt: not known
  std::vector<std::string> open_to;       // addresses other than loopback where it can be reached
  std::optional<std::int64_t> disk_free;  // bytes, where docker keeps its things
  std::vector<std::string> faults;        // what is wrong, one line each; empty: all is well
};

struct StatusWish {
  bool ask_registry = true;
};

// `plan` may have failed, because the machine cannot hold what is wanted: that is a fault.
[[nodiscard]] Result<StatusReport> report_status(HostLink& link, DockerEngine& engine,
                                                 const DeploySpec& spec, Survey seen,
                                                 const Result<Plan>& plan, const StatusWish& wish);

// The kills that memory.events (cgroup 2) or memory.oom_control (cgroup 1) tell of.
[[nodiscard]] std::int64_t oom_kills_in(std::string_view text);

}  // namespace llamero
