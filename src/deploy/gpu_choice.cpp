#include "deploy/gpu_choice.h"

#include <algorithm>
#include <array>

#include "deploy/nvidia_check.h"

namespace llamero {
namespace {

constexpr std::string_view kAmd = "0x1002";
constexpr std::string_view kIntel = "0x8086";

bool has_vendor(const GpuFacts& gpu, std::string_view vendor) {
  return std::find(gpu.vendors.begin(), gpu.vendors.end(), vendor) != gpu.vendors.end();
}

GpuPlan cpu_plan(std::string reason) {
  GpuPlan plan;
  plan.reason = std::move(reason);
  return plan;
}

GpuPlan nvidia_plan(std::string reason) {
  GpuPlan plan;
  plan.kind = "nvidia";
  plan.nvidia_gpus = true;
  plan.reason = std::move(reason);
  return plan;
}

// All capabilities are dropped, so that root in the container opens a device only as a member of
// the group that owns it.
GpuPlan rocm_plan(std::string reason, std::vector<std::string> groups) {
  GpuPlan plan;
  plan.kind = "rocm";
  plan.image_suffix = "-rocm";
  plan.devices = {"/dev/kfd", "/dev/dri"};
  plan.groups = std::move(groups);
  plan.reason = std::move(reason);
  return plan;
}

// PERFMON lets the server read how much memory of the card is free. Before Ollama 0.30 Vulkan had
// to be switched on.
GpuPlan vulkan_plan(std::string reason, std::vector<std::string> groups) {
  GpuPlan plan;
  plan.kind = "vulkan";
  plan.devices = {"/dev/dri"};
  plan.groups = std::move(groups);
  plan.cap_add = {"PERFMON"};
  plan.env = {{"OLLAMA_VULKAN", "1"}};
  plan.reason = std::move(reason);
  return plan;
}

Result<GpuPlan> choose_nvidia(const GpuFacts& gpu, const std::string& os_id) {
  NvidiaCheck check = check_nvidia(gpu, os_id);
  if (check.obstacle) return Unexpected(*std::move(check.obstacle));
  GpuPlan plan = nvidia_plan(std::move(check.card));
  plan.warnings = std::move(check.warnings);
  return plan;
}

Result<GpuPlan> choose_rocm(const GpuFacts& gpu) {
  if (gpu.kfd && gpu.dri)
    return rocm_plan("an AMD GPU with its compute driver (/dev/kfd)", gpu.device_groups);
  return Unexpected(Error(
      Errc::deploy,
      std::string("the host has no ") + (gpu.kfd ? "/dev/dri" : "/dev/kfd") + ", which ROCm needs",
      gpu.dri ? "load the amdgpu driver with its compute part, or use --gpu vulkan"
              : "is there an AMD GPU, and is its driver loaded: sudo modprobe amdgpu"));
}

Result<GpuPlan> choose_vulkan(const GpuFacts& gpu) {
  const bool amd = has_vendor(gpu, kAmd);
  const bool intel = has_vendor(gpu, kIntel);
  if (nvidia_is_there(gpu) && !amd && !intel)
    return Unexpected(Error(Errc::deploy, "NVIDIA cards do not work through Vulkan in the image",
                            "use --gpu nvidia"));
  if (!gpu.dri)
    return Unexpected(Error(Errc::deploy,
                            "the host has no /dev/dri with a render device, which Vulkan needs",
                            "is there a GPU, and is its driver loaded: ls /dev/dri"));
  GpuPlan plan = vulkan_plan(amd     ? "an AMD GPU through Vulkan"
                             : intel ? "an Intel GPU through Vulkan"
                                     : "a GPU of unknown make through Vulkan",
                             gpu.device_groups);
  if (!amd && !intel)
    plan.warnings.emplace_back(
        "the host names no AMD or Intel GPU: Vulkan may find nothing to use, and the CPU is slow");
  return plan;
}

std::string as_warning(const Error& error) {
  return "the CPU is used: " + error.message + (error.hint.empty() ? "" : "; " + error.hint);
}

// A card that is there and cannot be used is not passed over for another: its owner expects it.
GpuPlan or_cpu(Result<GpuPlan> choice, std::string reason) {
  if (choice) return *std::move(choice);
  GpuPlan plan = cpu_plan(std::move(reason));
  plan.warnings.push_back(as_warning(choice.error()));
  return plan;
}

GpuPlan automatic(const HostFacts& facts) {
  const GpuFacts& gpu = facts.gpu;
  const bool amd = has_vendor(gpu, kAmd);
  if (nvidia_is_there(gpu)) {
    GpuPlan plan =
        or_cpu(choose_nvidia(gpu, facts.os_id), "the NVIDIA card cannot be used as it is");
    if (amd)
      plan.warnings.emplace_back(
          "the AMD GPU is left alone: a server uses one kind; --gpu rocm chooses it");
    return plan;
  }
  if (amd && gpu.kfd && gpu.dri) return or_cpu(choose_rocm(gpu), "");
  if (amd) return or_cpu(choose_vulkan(gpu), "the AMD GPU cannot be used as it is");
  if (has_vendor(gpu, kIntel) && gpu.dri) return or_cpu(choose_vulkan(gpu), "");
  return cpu_plan("the host has no GPU that Ollama can use");
}

// Ollama leaves an integrated GPU alone since 0.30, because most are slower than the CPU; who names
// a kind wants it all the same.
GpuPlan with_integrated(GpuPlan plan) {
  plan.env.emplace(plan.env.begin(), "OLLAMA_IGPU_ENABLE", "1");
  return plan;
}

GpuPlan at_its_word(GpuWish wish) {
  const std::string reason = "asked for; the host is not known";
  if (wish == GpuWish::nvidia) return nvidia_plan(reason);
  GpuPlan plan = wish == GpuWish::rocm ? rocm_plan(reason, {}) : vulkan_plan(reason, {});
  plan.warnings.emplace_back(
      "the groups that own the devices are not known: the numbers of `stat -c %g` on them have to "
      "be added as groups");
  return with_integrated(std::move(plan));
}

}  // namespace

Result<GpuPlan> choose_gpu(GpuWish wish, const std::optional<HostFacts>& facts) {
  if (wish == GpuWish::none) return cpu_plan("asked for");
  if (!facts && wish == GpuWish::automatic) return cpu_plan("the GPUs of the host are not known");
  if (!facts) return at_its_word(wish);
  switch (wish) {
    case GpuWish::nvidia:
      return choose_nvidia(facts->gpu, facts->os_id);
    case GpuWish::rocm:
      return choose_rocm(facts->gpu).transform(with_integrated);
    case GpuWish::vulkan:
      return choose_vulkan(facts->gpu).transform(with_integrated);
    default:
      return automatic(*facts);
  }
}

}  // namespace llamero
