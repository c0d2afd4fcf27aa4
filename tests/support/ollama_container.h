// A container with something in every field that a server of ours uses.
#pragma once

#include "base/version_number.h"

#include <string>

#include "deploy/container_spec.h"

namespace llamero::testing {

inline constexpr VersionNumber kOldApi{{1, 41, 0}};
inline constexpr VersionNumber kNewApi{{1, 44, 0}};

inline ContainerSpec ollama_container() {
  ContainerSpec spec;
  spec.name = "files-ollama";
  spec.image = "llamero-built-ollama:0.17.4";
  spec.command = {"serve"};
  spec.env = {{"LLAMA_ARG_THREADS", "2"}, {"OLLAMA_KEEP_ALIVE", "30m"}, {"OLLAMA_NO_CLOUD", "1"}};
  spec.labels = {{kDeployLabel, "files"},
                 {kGpuLabel, "none"},
                 {kImageLabel, "ollama/ollama:0.32.15"},
                 {kRoleLabel, "ollama"},
                 {kSpecLabel, "0123abcd"}};
  spec.ports = {{"127.0.0.1", 11634, 11434}};
  spec.volumes = {{"files-models", "/root/.ollama"}};
  spec.tmpfs = {{"/tmp", "size=256m,mode=1777"}};
  spec.extra_hosts = {"registry.example:172.17.0.1"};
  spec.network = "files-net";
  spec.health = HealthCheck{};
  spec.health->command =
      "timeout 3 bash -c \"exec 3<>/dev/tcp/127.0.0.1/11434 && printf "
      "\\\"GET /api/version HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n\\\" >&3 && "
      "grep -q version <&3\"";
  spec.memory = std::int64_t{3} << 30;
  spec.memory_swap = std::int64_t{4} << 30;
  spec.nano_cpus = 1'500'000'000;
  spec.devices = {"/dev/null"};
  spec.groups = {"44", "109"};
  spec.cap_add = {"NET_BIND_SERVICE"};
  return spec;
}

// Strings that a reader of JSON, YAML or sh could take for its own marks.
inline ContainerSpec hostile_container() {
  ContainerSpec spec = ollama_container();
  spec.env = {{"A", "it's $HOME `id` $(id) \"q\" \\ end"},
              {"B", "two\nlines\tand \x7f \x01 \xc2\x85 \xe2\x80\xa8 \xf0\x9f\xa6\x99"},
              {"C", ""},
              {"D", "# no: comment"},
              {"E", "${A:-x} $$"}};
  spec.labels = {{"odd-key:#", "- 'x' = y"}, {"on", "1.10"}, {"yes", "no"}};
  spec.command = {"--flag", "a b", "*", "~", ""};
  return spec;
}

}  // namespace llamero::testing
