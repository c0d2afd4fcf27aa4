// A machine with docker, as a survey finds it.
#pragma once

#include "catch.hpp"

#include <utility>

#include "deploy/caddy_container.h"
#include "deploy/ollama_container.h"
#include "deploy/plan.h"

namespace llamero::testing {

inline const std::string kImageDigest = "sha256:" + std::string(64, 'a');
inline const std::string kOtherDigest = "sha256:" + std::string(64, 'b');

// 8 GB, 4 CPUs, docker's API 1.44, nothing of ours.
inline Survey fresh_host(const DeploySpec& spec) {
  Survey seen;
  HostFacts host;
  host.cpus = 4;
  host.memory_total = std::int64_t{8} << 30;
  host.memory_available = std::int64_t{6} << 30;
  host.disks = {{"/", std::int64_t{100} << 30, std::int64_t{200} << 30}};
  seen.host = host;
  seen.engine = {"25.0.5", "x86_64",          "Debian", "/var/lib/docker",
                 4,        host.memory_total, false,    true};
  seen.api = VersionNumber{{1, 44, 0}};
  seen.image_name = spec.image;
  seen.pinned = "ollama/ollama@" + kImageDigest;
  if (spec.open) seen.front_pinned = "caddy@" + kOtherDigest;
  return seen;
}

inline Standing standing(ContainerSpec spec, const std::string& status = "running") {
  Standing found;
  found.container.spec = std::move(spec);
  found.container.image_id = "sha256:id";
  found.container.state.status = status;
  return found;
}

inline Plan planned(const DeploySpec& spec, const Survey& seen, const PlanWish& wish = {}) {
  auto plan = make_plan(spec, seen, wish);
  REQUIRE(plan);
  return *std::move(plan);
}

// The same, after `up` has brought all of it about.
inline Survey deployed_host(const DeploySpec& spec) {
  Survey seen = fresh_host(spec);
  const Plan plan = planned(spec, seen);
  seen.image = FoundImage{"sha256:id", {seen.pinned}, {}, "amd64", 1};
  seen.current = standing(plan.server);
  seen.volume = true;
  seen.server_answers = true;
  seen.server_version = "0.32.15";
  for (const DeployModel& model : spec.models) {
    ModelSummary there;
    there.name = model.name;
    there.digest = model.digest.empty() ? std::string(64, 'd') : model.digest.substr(7);
    there.size = 800'000'000;
    seen.models.push_back(std::move(there));
  }
  if (!spec.open) return seen;
  seen.network = true;
  seen.front = standing(*plan.front);
  seen.front_image = FoundImage{"sha256:id", {seen.front_pinned}, {}, "amd64", 1};
  return seen;
}

}  // namespace llamero::testing
