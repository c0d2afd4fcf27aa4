// Which graphics card a server gets, what its container needs for that, and whether it came to be.
#pragma once

#include "config/deploy_spec.h"
#include "llamero/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/container_spec.h"
#include "deploy/host_facts.h"

namespace llamero {

// The image needs this driver of NVIDIA, a card of at least this compute capability, and for the
// cards of Maxwell and Pascal (5.0 to 6.2) a newer driver (Ollama, docs/gpu.mdx).
inline constexpr int kNvidiaDriverFloor = 550;
inline constexpr int kNvidiaOldCardDriverFloor = 570;

struct GpuPlan {
  std::string kind = "cpu";  // "cpu", "nvidia", "rocm", "vulkan"
  std::string image_suffix;  // "-rocm": of the image's tag; or empty
  bool nvidia_gpus = false;
  std::vector<std::string> devices;
  std::vector<std::string> groups;   // numeric ids
  std::vector<std::string> cap_add;  // an engine or kernel that is old does not know PERFMON
  NamedValues env;
  std::string reason;  // "NVIDIA GeForce RTX 3090, driver 550.54.15": why it is this kind
  std::vector<std::string> warnings;
};

// `facts` is nullopt when the host was not asked: a wish is then taken at its word, and `automatic`
// is the CPU. `automatic` never fails: a card that cannot be used becomes a warning that says what
// to do. Errors: Errc::deploy when a wish cannot come true on this host.
[[nodiscard]] Result<GpuPlan> choose_gpu(GpuWish wish, const std::optional<HostFacts>& facts);

// After the first answer: the warning when a planned card holds none or a part only of the model.
// `size` and `size_vram` are those of /api/ps, in bytes; `logs` those of the container, for a
// cause.
[[nodiscard]] std::optional<std::string> gpu_fallback(const GpuPlan& plan, std::int64_t size,
                                                      std::int64_t size_vram,
                                                      std::string_view logs);

}  // namespace llamero
