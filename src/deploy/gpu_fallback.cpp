#include "base/size_text.h"

#include <array>

#include "deploy/gpu_choice.h"

namespace llamero {
namespace {

struct Cause {
  std::string_view evidence;
  std::string_view told;
};

// What Ollama, its libraries and the drivers write when a card is not taken. The first that is
// found explains.
constexpr std::array kCauses = {
    Cause{"Failed to initialize NVML",
          "the container lost the card (NVML): restart it; docker's systemd cgroup driver loses "
          "cards on daemon-reload with NVIDIA Container Toolkit before 1.18"},
    Cause{"/dev/kfd: permission denied",
          "/dev/kfd may not be opened: its group must be among the groups of the container, and on "
          "SELinux: sudo setsebool container_use_devices=1"},
    Cause{"Unable to open /dev/kfd",
          "/dev/kfd may not be opened: its group must be among the groups of the container, and on "
          "SELinux: sudo setsebool container_use_devices=1"},
    Cause{"kfd driver not loaded", "AMD's compute driver is not loaded on the host"},
    Cause{"failed to finish discovery before timeout",
          "the search for cards hung: for ROCm, AMD's driver on the host must be that of ROCm 7"},
    Cause{"CUDA driver version is insufficient", "NVIDIA's driver is too old for the image"},
    Cause{"no CUDA-capable device is detected", "CUDA found no card in the container"},
    Cause{"Driver/library version mismatch",
          "NVIDIA's driver was updated and the old one still runs: restart the host"},
    Cause{"Could not initialize Tensile host", "ROCm does not know this card"},
    Cause{"amdgpu is not supported", "ROCm does not know this card: try --gpu vulkan"},
    Cause{"experimental Vulkan support disabled", "Vulkan is switched off in this version"},
    Cause{"out of memory", "the memory of the card is full: another program may hold it"},
};

std::string usual_cause(const GpuPlan& plan) {
  if (plan.kind == "nvidia") return "try on the host: nvidia-smi";
  if (plan.kind == "rocm")
    return "AMD's driver must be that of ROCm 7, and the card one that ROCm knows; --gpu vulkan "
           "may work";
  return "Ollama leaves an integrated GPU alone unless --gpu vulkan asks for it; --gpu none is the "
         "CPU without this warning";
}

}  // namespace

std::optional<std::string> gpu_fallback(const GpuPlan& plan, std::int64_t size,
                                        std::int64_t size_vram, std::string_view logs) {
  if (plan.kind == "cpu" || size <= 0 || size_vram >= size) return std::nullopt;
  if (size_vram > 0)
    return "only " + size_text(static_cast<std::size_t>(size_vram)) + " of " +
           size_text(static_cast<std::size_t>(size)) +
           " are on the GPU, and the CPU does the rest: a smaller model or a smaller context fits";
  std::string warning = "the model runs on the CPU and not on the GPU (" + plan.kind + "): ";
  for (const Cause& cause : kCauses)
    if (logs.find(cause.evidence) != std::string_view::npos)
      return warning + std::string(cause.told);
  return warning + usual_cause(plan);
}

}  // namespace llamero
