// What docker knows of a container that is there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "deploy/container_spec.h"

namespace llamero {

struct ContainerState {
  std::string status;  // created, running, paused, restarting, removing, exited, dead
  int exit_code = 0;
  bool oom_killed = false;
  std::string error;       // of the last start: "driver failed programming …"
  std::string started_at;  // RFC 3339
  std::string finished_at;
  std::int64_t restarts = 0;
  std::string health;      // starting, healthy, unhealthy; empty: no health check
  std::string health_log;  // what the last check printed

  [[nodiscard]] bool running() const { return status == "running"; }
};

struct FoundContainer {
  std::string id;
  std::string image_id;  // "sha256:…"
  ContainerSpec spec;    // as it is; `env` holds what its image set, too
  ContainerState state;
  std::vector<std::string> addresses;  // in its networks

  // Empty where there is no such label.
  [[nodiscard]] std::string label(const std::string& key) const {
    for (const auto& [name, value] : spec.labels)
      if (name == key) return value;
    return {};
  }
};

}  // namespace llamero
