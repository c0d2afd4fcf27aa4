// The container of the server.
#pragma once

#include "config/deploy_spec.h"

#include <string>

#include "deploy/container_spec.h"
#include "deploy/gpu_choice.h"
#include "deploy/sizing.h"

namespace llamero {

// The port that Ollama listens on within its container.
inline constexpr int kOllamaPort = 11434;

// What belongs to a deployment, by its name.
[[nodiscard]] std::string network_name(const DeploySpec& spec);  // NAME-net, of a public one
[[nodiscard]] std::string next_name(const DeploySpec& spec);  // NAME-next: made, not yet in place
[[nodiscard]] std::string previous_name(const DeploySpec& spec);  // NAME-previous: to go back to

// The image as it is asked for: with the suffix that the GPU wants.
[[nodiscard]] std::string image_name(const DeploySpec& spec, const GpuPlan& gpu);

// `pinned`: "repository@sha256:…", or the id of an image.
[[nodiscard]] ContainerSpec ollama_container(const DeploySpec& spec, const std::string& pinned,
                                             const GpuPlan& gpu, const Sizes& sizes);

}  // namespace llamero
