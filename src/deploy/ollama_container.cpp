#include "deploy/ollama_container.h"

#include "base/sha256.h"
#include "base/version_number.h"

#include <algorithm>

#include "deploy/container_json.h"

namespace llamero {
namespace {

// The image has bash and no curl; only bash knows /dev/tcp.
constexpr const char* kHealthCommand =
    "timeout 3 bash -c 'exec 3<>/dev/tcp/127.0.0.1/11434 && printf \"GET /api/version "
    "HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n\" >&3 && grep -q version <&3'";

NamedValues environment(const DeploySpec& spec, const GpuPlan& gpu, const Sizes& sizes) {
  NamedValues env = {
      {"OLLAMA_CONTEXT_LENGTH", std::to_string(spec.context)},
      // Within the container: what is published decides who reaches it.
      {"OLLAMA_HOST", "0.0.0.0:" + std::to_string(kOllamaPort)},
      {"OLLAMA_KEEP_ALIVE", spec.keep_alive},
      // Three on a CPU, where nothing is set: a second model would push out the first one's pages.
      {"OLLAMA_MAX_LOADED_MODELS", "1"},
      {"OLLAMA_MAX_QUEUE", std::to_string(spec.max_queue)},
      {"OLLAMA_NO_CLOUD", "1"},
      {"OLLAMA_NUM_PARALLEL", std::to_string(spec.parallel)},
  };
  // A runner that starts a thread per CPU of the host within a quota of fewer is 45 times slower.
  if (sizes.threads > 0) env.emplace_back("LLAMA_ARG_THREADS", std::to_string(sizes.threads));
  env.insert(env.end(), gpu.env.begin(), gpu.env.end());
  std::sort(env.begin(), env.end());
  return env;
}

}  // namespace

std::string network_name(const DeploySpec& spec) {
  return spec.name + "-net";
}
std::string next_name(const DeploySpec& spec) {
  return spec.name + "-next";
}
std::string previous_name(const DeploySpec& spec) {
  return spec.name + "-previous";
}

std::string image_name(const DeploySpec& spec, const GpuPlan& gpu) {
  const bool has_digest = spec.image.find('@') != std::string::npos;
  if (gpu.image_suffix.empty() || has_digest || spec.image.ends_with(gpu.image_suffix))
    return spec.image;
  return spec.image + gpu.image_suffix;
}

ContainerSpec ollama_container(const DeploySpec& spec, const std::string& pinned,
                               const GpuPlan& gpu, const Sizes& sizes) {
  ContainerSpec container;
  container.name = spec.name;
  container.image = pinned;
  container.env = environment(spec, gpu, sizes);
  if (spec.open)
    container.network = network_name(spec);
  else
    container.ports = {{"127.0.0.1", spec.port, kOllamaPort}};
  container.volumes = {{spec.volume, "/root/.ollama"}};
  container.tmpfs = {{"/tmp", "size=256m,mode=1777"}};
  container.extra_hosts = spec.add_hosts;
  container.health.emplace().command = kHealthCommand;
  container.memory = sizes.memory;
  container.memory_swap = sizes.memory_swap;
  container.nano_cpus = sizes.nano_cpus;
  container.nvidia_gpus = gpu.nvidia_gpus;
  container.devices = gpu.devices;
  container.groups = gpu.groups;
  container.cap_add = gpu.cap_add;
  constexpr VersionNumber kAnyEngine{{1, 44, 0}};
  const std::string hash = sha256_hex(create_body(container, kAnyEngine)).substr(0, 16);
  container.labels = {{kDeployLabel, spec.name},
                      {kGpuLabel, gpu.kind},
                      {kImageLabel, image_name(spec, gpu)},
                      {kRoleLabel, "ollama"},
                      {kSpecLabel, hash}};
  std::sort(container.labels.begin(), container.labels.end());
  return container;
}

}  // namespace llamero
