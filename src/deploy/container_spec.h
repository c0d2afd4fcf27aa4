// A container as it is wanted. From this one description come the body for the Engine API, the
// docker run line, the compose file and the comparison with a container that is there.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace llamero {

struct PublishedPort {
  std::string address;  // of the host: "127.0.0.1"; empty: all
  int host = 0;
  int container = 0;

  friend bool operator==(const PublishedPort&, const PublishedPort&) = default;
};

struct VolumeMount {
  std::string volume;
  std::string path;  // in the container

  friend bool operator==(const VolumeMount&, const VolumeMount&) = default;
};

struct TmpfsMount {
  std::string path;
  std::string options;  // "size=256m,mode=1777"

  friend bool operator==(const TmpfsMount&, const TmpfsMount&) = default;
};

struct HealthCheck {
  std::string command;  // for /bin/sh -c in the container
  std::chrono::seconds interval{30};
  std::chrono::seconds timeout{5};
  std::chrono::seconds start_period{60};
  std::chrono::seconds start_interval{2};  // engines before API 1.44 have none
  int retries = 3;

  friend bool operator==(const HealthCheck&, const HealthCheck&) = default;
};

using NamedValues = std::vector<std::pair<std::string, std::string>>;

struct ContainerSpec {
  std::string name;
  std::string image;  // "repository@sha256:…", or the id of an image that was built on the host
  std::vector<std::string> command;  // empty: that of the image
  NamedValues env;                   // sorted by name
  NamedValues labels;                // sorted by name
  std::vector<PublishedPort> ports;
  std::vector<VolumeMount> volumes;
  std::vector<TmpfsMount> tmpfs;
  std::vector<std::string> extra_hosts;  // "name:address"
  std::string network;                   // empty: docker's default bridge
  std::optional<HealthCheck> health;

  // Limits; 0: none.
  std::int64_t memory = 0;       // bytes
  std::int64_t memory_swap = 0;  // bytes of memory and swap together
  std::int64_t nano_cpus = 0;
  std::int64_t pids = 512;
  int stop_timeout_s = 30;

  // Devices.
  bool nvidia_gpus = false;          // all of them, by the NVIDIA Container Toolkit
  std::vector<std::string> devices;  // paths, the same inside
  std::vector<std::string> groups;   // numeric ids
  std::vector<std::string> cap_add;  // "PERFMON"

  // What is closed to every container of ours; in a container that is found they may differ.
  std::vector<std::string> cap_drop = {"ALL"};
  std::vector<std::string> security = {"no-new-privileges"};
  bool read_only = true;
  bool privileged = false;
  bool init = true;
  std::string restart = "unless-stopped";
  std::string log_driver = "local";
  NamedValues log_options = {{"max-file", "3"}, {"max-size", "10m"}};
};

// Labels of ours. The first two say that a container, volume or network is ours, and what it is.
inline constexpr const char* kDeployLabel = "llamero.deploy";  // DeploySpec::name
inline constexpr const char* kRoleLabel = "llamero.role";      // "ollama", "caddy"
inline constexpr const char* kSpecLabel = "llamero.spec";      // hash of the rest of the spec
inline constexpr const char* kImageLabel = "llamero.image";    // the image as it was asked for
inline constexpr const char* kGpuLabel = "llamero.gpu";        // what the server is to run on

}  // namespace llamero
