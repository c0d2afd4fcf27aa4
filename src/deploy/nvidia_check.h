// Whether NVIDIA's cards of a host can be given to a container of Ollama.
#pragma once

#include "llamero/error.h"

#include <optional>
#include <string>
#include <vector>

#include "deploy/host_facts.h"

namespace llamero {

struct NvidiaCheck {
  std::optional<Error> obstacle;  // Errc::deploy, with what to do in its hint
  std::string card;               // "NVIDIA GeForce RTX 3090, driver 550.54.15"
  std::vector<std::string> warnings;
};

[[nodiscard]] bool nvidia_is_there(const GpuFacts& gpu);

// `os_id` is that of os-release; the hint names its package manager.
[[nodiscard]] NvidiaCheck check_nvidia(const GpuFacts& gpu, const std::string& os_id);

}  // namespace llamero
