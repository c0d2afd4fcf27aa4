#include "deploy/nvidia_check.h"

#include <algorithm>
#include <charconv>

#include "deploy/gpu_choice.h"

namespace llamero {
namespace {

// 100 × major + minor of "8.6"; 0 when it is not known.
int compute_of(const NvidiaGpu& card) {
  const char* const end = card.compute.data() + card.compute.size();
  int major = 0;
  int minor = 0;
  const auto first = std::from_chars(card.compute.data(), end, major);
  if (first.ec != std::errc() || first.ptr == end || major > 99) return 0;
  if (std::from_chars(first.ptr + 1, end, minor).ec != std::errc() || minor > 99) return 0;
  return major * 100 + minor;
}

// The first number of "550.54.15"; 0 when it is not known.
int driver_of(const NvidiaGpu& card) {
  int major = 0;
  std::from_chars(card.driver.data(), card.driver.data() + card.driver.size(), major);
  return major;
}

// Why the image cannot use this card; empty message: it can.
Error obstacle_of(const NvidiaGpu& card) {
  constexpr int kComputeFloor = 500;
  constexpr int kLastOldCompute = 602;
  const int compute = compute_of(card);
  const int driver = driver_of(card);
  const bool old_card = compute >= kComputeFloor && compute <= kLastOldCompute;
  const int floor = old_card ? kNvidiaOldCardDriverFloor : kNvidiaDriverFloor;
  if (compute != 0 && compute < kComputeFloor)
    return {Errc::deploy,
            card.name + " has compute capability " + card.compute + ", and Ollama needs 5.0",
            "--gpu none runs on the CPU without this warning"};
  if (driver != 0 && driver < floor)
    return {Errc::deploy,
            "the driver " + card.driver + " of " + card.name + " is too old: Ollama needs " +
                std::to_string(floor) + (old_card ? " for a card of this age" : ""),
            "install NVIDIA's driver " + std::to_string(floor) + " or newer on the host"};
  return {Errc::deploy, ""};
}

std::string install_command(const std::string& os_id) {
  if (os_id == "debian" || os_id == "ubuntu") return "sudo apt-get install -y";
  if (os_id == "arch") return "sudo pacman -S";
  if (os_id.starts_with("opensuse") || os_id == "sles") return "sudo zypper install";
  return "sudo dnf install -y";
}

Error no_toolkit(const std::string& os_id) {
  return {Errc::deploy, "the NVIDIA Container Toolkit is not on the host",
          "add NVIDIA's package source (docs.nvidia.com/datacenter/cloud-native/container-toolkit),"
          " then: " +
              install_command(os_id) +
              " nvidia-container-toolkit && sudo nvidia-ctk runtime configure --runtime=docker &&"
              " sudo systemctl restart docker"};
}

// The driver of a Jetson is part of its system, has numbers of its own and may have no nvidia-smi.
NvidiaCheck jetson(const GpuFacts& gpu, const std::string& os_id) {
  NvidiaCheck check;
  check.card = "a Jetson";
  if (!gpu.nvidia_toolkit && !gpu.nvidia_cdi) check.obstacle = no_toolkit(os_id);
  check.warnings.emplace_back(
      "a Jetson: its JetPack is not guessed; if the GPU is not used, the container needs "
      "JETSON_JETPACK=5 or 6 in its environment (cat /etc/nv_tegra_release tells which)");
  return check;
}

// Takes the first card that can be used; the others become warnings.
void judge_cards(const GpuFacts& gpu, NvidiaCheck& check) {
  std::optional<Error> first;
  for (const NvidiaGpu& card : gpu.nvidia) {
    Error obstacle = obstacle_of(card);
    if (obstacle.message.empty()) {
      if (check.card.empty()) check.card = card.name + ", driver " + card.driver;
      continue;
    }
    if (first) check.warnings.push_back(obstacle.message);
    if (!first) first = std::move(obstacle);
  }
  if (!first) return;
  if (check.card.empty()) {
    check.obstacle = std::move(first);
    return;
  }
  check.warnings.insert(check.warnings.begin(), first->message);
}

}  // namespace

bool nvidia_is_there(const GpuFacts& gpu) {
  return gpu.nvidia_device || !gpu.nvidia.empty() || gpu.jetson;
}

NvidiaCheck check_nvidia(const GpuFacts& gpu, const std::string& os_id) {
  if (gpu.jetson) return jetson(gpu, os_id);
  NvidiaCheck check;
  if (!nvidia_is_there(gpu)) {
    check.obstacle =
        Error(Errc::deploy, "the host has no NVIDIA card", "--gpu auto chooses by what is there");
    return check;
  }
  if (gpu.nvidia.empty()) {
    check.obstacle = Error(Errc::deploy, "the driver of the NVIDIA card does not answer",
                           "install NVIDIA's driver " + std::to_string(kNvidiaDriverFloor) +
                               " or newer, or restart the host after its update; then try: "
                               "nvidia-smi");
    return check;
  }
  judge_cards(gpu, check);
  if (!check.obstacle && !gpu.nvidia_toolkit && !gpu.nvidia_cdi) check.obstacle = no_toolkit(os_id);
  return check;
}

}  // namespace llamero
