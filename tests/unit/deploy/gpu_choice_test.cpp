#include "deploy/gpu_choice.h"

#include "catch.hpp"

#include "unit/deploy/host_probe_fixture.h"

using namespace llamero;

namespace {

using Strings = std::vector<std::string>;

GpuPlan chosen(GpuWish wish, const std::string& host) {
  auto plan = choose_gpu(wish, host_called(host));
  REQUIRE(plan);
  return *std::move(plan);
}

Error refused(GpuWish wish, const std::string& host) {
  const auto plan = choose_gpu(wish, host_called(host));
  REQUIRE_FALSE(plan);
  CHECK(plan.error().code == Errc::deploy);
  CHECK_FALSE(plan.error().hint.empty());
  return plan.error();
}

}  // namespace

TEST_CASE("a card that is ready is taken", "[deploy]") {
  const GpuPlan plan = chosen(GpuWish::automatic, "rtx3090");
  CHECK(plan.kind == "nvidia");
  CHECK(plan.nvidia_gpus);
  CHECK(plan.image_suffix.empty());
  CHECK(plan.devices.empty());
  CHECK(plan.warnings.empty());
  CHECK(plan.reason == "NVIDIA GeForce RTX 3090, driver 550.54.15");
  CHECK(chosen(GpuWish::nvidia, "rtx3090").nvidia_gpus);
}

TEST_CASE("a card of NVIDIA that is not ready leaves the CPU and a warning", "[deploy]") {
  struct Row {
    const char* host;
    const char* message;
    const char* hint;
  };
  const auto row = GENERATE(
      Row{"rtx_without_toolkit", "Container Toolkit is not on the host",
          "sudo apt-get install -y nvidia-container-toolkit"},
      Row{"old_driver",
          "driver 470.256.02 of NVIDIA GeForce RTX 2080 Ti is too old: Ollama needs "
          "550",
          "driver 550 or newer"},
      Row{"maxwell", "driver 535.183.01 of NVIDIA GeForce GTX 970 is too old: Ollama needs 570",
          "driver 570 or newer"});
  const GpuPlan plan = chosen(GpuWish::automatic, row.host);
  CHECK(plan.kind == "cpu");
  CHECK_FALSE(plan.nvidia_gpus);
  REQUIRE(plan.warnings.size() == 1);
  CHECK_THAT(plan.warnings[0], ContainsSubstring(row.message));
  CHECK_THAT(plan.warnings[0], ContainsSubstring(row.hint));
  const Error error = refused(GpuWish::nvidia, row.host);
  CHECK_THAT(error.message, ContainsSubstring(row.message));
  CHECK_THAT(error.hint, ContainsSubstring(row.hint));
}

TEST_CASE("the floors of driver and compute capability", "[deploy]") {
  struct Row {
    const char* driver;
    const char* compute;
    bool usable;
  };
  const auto row =
      GENERATE(Row{"549.99.01", "8.6", false}, Row{"550.0", "8.6", true},
               Row{"569.1", "6.2", false}, Row{"570.1", "6.2", true}, Row{"569.1", "7.0", true},
               Row{"570.1", "5.0", true}, Row{"580.1", "3.7", false}, Row{"580.1", "", true},
               Row{"580.65", "12.0", true}, Row{"569.1", "", true});
  HostFacts facts;
  facts.gpu.nvidia_toolkit = true;
  facts.gpu.nvidia = {{"card", row.driver, row.compute, 0}};
  CHECK(choose_gpu(GpuWish::nvidia, facts).has_value() == row.usable);
}

TEST_CASE("one good card is enough, and the others are named", "[deploy]") {
  HostFacts facts;
  facts.gpu.nvidia_cdi = true;
  facts.gpu.nvidia = {{"Tesla K80", "580.1", "3.7", 0}, {"RTX", "580.1", "8.9", 0}};
  const auto plan = choose_gpu(GpuWish::nvidia, facts);
  REQUIRE(plan);
  CHECK_THAT(plan->reason, ContainsSubstring("RTX"));
  REQUIRE(plan->warnings.size() == 1);
  CHECK_THAT(plan->warnings[0], ContainsSubstring("Tesla K80 has compute capability 3.7"));
}

TEST_CASE("a card without its driver is an obstacle, no card is another", "[deploy]") {
  HostFacts facts;
  facts.gpu.nvidia_device = true;
  CHECK_THAT(choose_gpu(GpuWish::nvidia, facts).error().hint, ContainsSubstring("nvidia-smi"));
  CHECK(refused(GpuWish::nvidia, "no_gpu").message == "the host has no NVIDIA card");
}

TEST_CASE("an AMD card runs by ROCm in an image of its own", "[deploy]") {
  const GpuPlan plan = chosen(GpuWish::automatic, "rx7900");
  CHECK(plan.kind == "rocm");
  CHECK(plan.image_suffix == "-rocm");
  CHECK(plan.devices == Strings{"/dev/kfd", "/dev/dri"});
  CHECK(plan.groups == Strings{"992", "44"});
  CHECK(plan.cap_add.empty());
  CHECK(plan.env.empty());
  CHECK(chosen(GpuWish::rocm, "rx7900").env == NamedValues{{"OLLAMA_IGPU_ENABLE", "1"}});
}

TEST_CASE("without the compute driver AMD and Intel run through Vulkan", "[deploy]") {
  for (const char* host : {"amd_without_kfd", "intel_igpu"}) {
    const GpuPlan plan = chosen(GpuWish::automatic, host);
    CHECK(plan.kind == "vulkan");
    CHECK(plan.image_suffix.empty());
    CHECK(plan.devices == Strings{"/dev/dri"});
    CHECK(plan.groups == Strings{"993"});
    CHECK(plan.cap_add == Strings{"PERFMON"});
    CHECK(plan.env == NamedValues{{"OLLAMA_VULKAN", "1"}});
    CHECK_THAT(refused(GpuWish::rocm, host).message, ContainsSubstring("/dev/kfd"));
    CHECK(chosen(GpuWish::vulkan, host).env.front().first == "OLLAMA_IGPU_ENABLE");
  }
}

TEST_CASE("Vulkan is refused where it cannot work", "[deploy]") {
  CHECK_THAT(refused(GpuWish::vulkan, "rtx3090").message, ContainsSubstring("Vulkan"));
  CHECK_THAT(refused(GpuWish::vulkan, "no_gpu").message, ContainsSubstring("/dev/dri"));
  CHECK(chosen(GpuWish::vulkan, "two_vendors").kind == "vulkan");
  HostFacts unknown;
  unknown.gpu.dri = true;
  const auto plan = choose_gpu(GpuWish::vulkan, unknown);
  REQUIRE(plan);
  CHECK(plan->warnings.size() == 1);
}

TEST_CASE("without a GPU, or against it, there is the CPU", "[deploy]") {
  CHECK(chosen(GpuWish::automatic, "no_gpu").kind == "cpu");
  CHECK(chosen(GpuWish::automatic, "no_gpu").warnings.empty());
  const GpuPlan plan = chosen(GpuWish::none, "rtx3090");
  CHECK(plan.kind == "cpu");
  CHECK_FALSE(plan.nvidia_gpus);
  HostFacts bare;
  bare.gpu.vendors = {"0x1002"};
  const auto amd = choose_gpu(GpuWish::automatic, bare);
  REQUIRE(amd);
  CHECK(amd->kind == "cpu");
  CHECK(amd->warnings.size() == 1);
}

TEST_CASE("a Jetson is taken, with a word on its JetPack", "[deploy]") {
  const GpuPlan plan = chosen(GpuWish::automatic, "jetson");
  CHECK(plan.kind == "nvidia");
  CHECK(plan.env.empty());
  REQUIRE(plan.warnings.size() == 1);
  CHECK_THAT(plan.warnings[0], ContainsSubstring("JETSON_JETPACK"));
}

TEST_CASE("of two makes NVIDIA is taken, and the other is named", "[deploy]") {
  const GpuPlan plan = chosen(GpuWish::automatic, "two_vendors");
  CHECK(plan.kind == "nvidia");
  REQUIRE(plan.warnings.size() == 1);
  CHECK_THAT(plan.warnings[0], ContainsSubstring("--gpu rocm"));
  CHECK(chosen(GpuWish::rocm, "two_vendors").kind == "rocm");
}

TEST_CASE("a host that was not asked gets what was wished", "[deploy]") {
  const auto kind = [](GpuWish wish) { return choose_gpu(wish, std::nullopt)->kind; };
  CHECK(kind(GpuWish::automatic) == "cpu");
  CHECK(kind(GpuWish::none) == "cpu");
  CHECK(kind(GpuWish::nvidia) == "nvidia");
  CHECK(kind(GpuWish::rocm) == "rocm");
  CHECK(kind(GpuWish::vulkan) == "vulkan");
  CHECK_THAT(choose_gpu(GpuWish::automatic, std::nullopt)->reason, ContainsSubstring("not known"));
  CHECK(choose_gpu(GpuWish::rocm, std::nullopt)->warnings.size() == 1);
}

TEST_CASE("a model that is not where it should be is told with its cause", "[deploy]") {
  const GpuPlan nvidia = chosen(GpuWish::automatic, "rtx3090");
  const GpuPlan rocm = chosen(GpuWish::automatic, "rx7900");
  constexpr std::int64_t kGib = 1 << 30;
  CHECK_FALSE(gpu_fallback(nvidia, kGib, kGib, ""));
  CHECK_FALSE(gpu_fallback(nvidia, 0, 0, ""));
  CHECK_FALSE(gpu_fallback(chosen(GpuWish::none, "rtx3090"), kGib, 0, ""));
  CHECK_THAT(gpu_fallback(nvidia, 4 * kGib, kGib, "").value_or(""),
             ContainsSubstring("only 1 GiB of 4 GiB"));
  CHECK_THAT(gpu_fallback(nvidia, kGib, 0, "x\nFailed to initialize NVML: Unknown Error").value(),
             ContainsSubstring("lost the card"));
  CHECK_THAT(gpu_fallback(rocm, kGib, 0,
                          "level=ERROR source=amd_linux.go:364 msg=\"amdgpu devices detected but "
                          "permission problems block access\" error=\"permissions not set up "
                          "properly.  Either run ollama as root, or add you user account to the "
                          "render group. open /dev/kfd: permission denied\"")
                 .value(),
             ContainsSubstring("/dev/kfd may not be opened"));
  CHECK_THAT(gpu_fallback(rocm, kGib, 0,
                          "level=INFO source=runner.go:464 msg=\"failure during GPU discovery\" "
                          "error=\"failed to finish discovery before timeout\"")
                 .value(),
             ContainsSubstring("ROCm 7"));
  CHECK_THAT(gpu_fallback(nvidia, kGib, 0, "").value(), ContainsSubstring("nvidia-smi"));
  CHECK_THAT(gpu_fallback(chosen(GpuWish::automatic, "intel_igpu"), kGib, 0, "").value(),
             ContainsSubstring("--gpu vulkan"));
}
