#include "deploy/sizing.h"

#include "catch.hpp"

#include "unit/deploy/host_probe_fixture.h"

using namespace llamero;

namespace {

constexpr std::int64_t kMib = 1 << 20;
constexpr std::int64_t kGib = 1 << 30;
constexpr std::int64_t kGemma = 815'000'000;  // gemma3:1b
constexpr std::int64_t kCpu = 1'000'000'000;

HostFacts host(std::int64_t memory, std::int64_t swap = 0, int cpus = 4) {
  HostFacts facts;
  facts.memory_total = memory;
  facts.swap_total = swap;
  facts.cpus = cpus;
  return facts;
}

DeploySpec spec_with(const std::string& model = "gemma3:1b") {
  DeploySpec spec;
  spec.models = {{model, ""}};
  return spec;
}

Sizes sized(const DeploySpec& spec, const std::optional<HostFacts>& facts,
            std::int64_t model = kGemma, bool gpu = false) {
  auto sizes = choose_sizes(spec, facts, model, gpu);
  REQUIRE(sizes);
  return *std::move(sizes);
}

Error refused(const DeploySpec& spec, const std::optional<HostFacts>& facts,
              std::int64_t model = kGemma, bool gpu = false) {
  const auto sizes = choose_sizes(spec, facts, model, gpu);
  REQUIRE_FALSE(sizes);
  CHECK_FALSE(sizes.error().hint.empty());
  return sizes.error();
}

bool warns(const Sizes& sizes, const std::string& of) {
  for (const std::string& warning : sizes.warnings)
    if (warning.find(of) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("memory by itself comes from the host and the model", "[deploy]") {
  struct Row {
    std::int64_t total;
    std::int64_t model;
    std::int64_t memory;
  };
  const auto row = GENERATE(Row{2 * kGib, kGemma, 1536 * kMib},  // 3/4
                            Row{1536 * kMib, 0, 1024 * kMib},    // 512 MiB for the system
                            Row{3 * kGib, kGemma, 2304 * kMib},  // 3/4
                            Row{4 * kGib, kGemma, 3 * kGib},     // the usual one
                            Row{64 * kGib, kGemma, 3 * kGib},    // no more than is of use
                            Row{64 * kGib, 0, 3 * kGib},         // nothing known of the model
                            Row{8 * kGib, 6 * kGib, 7 * kGib},   // 1 GiB for the system
                            Row{0, kGemma, 3 * kGib});           // nothing known of the host
  CHECK(sized(spec_with(), host(row.total), row.model).memory == row.memory);
}

TEST_CASE("a large model gets 1.3 times of what it needs", "[deploy]") {
  const std::int64_t need = 8 * kGib + kv_cache_guess(8 * kGib, 4096, 1) + kBesideModel;
  CHECK(sized(spec_with(), host(64 * kGib), 8 * kGib).memory == need / 10 * 13);
  CHECK(sized(spec_with(), std::nullopt, 8 * kGib).memory == need / 10 * 13);
}

TEST_CASE("the guess of the KV cache grows with model, context and parallel", "[deploy]") {
  CHECK(kv_cache_guess(kGemma, 4096, 1) == 128 * kMib);
  CHECK(kv_cache_guess(kGemma, 8192, 2) == 512 * kMib);
  CHECK(kv_cache_guess(4 * kGib, 4096, 1) == 512 * kMib);
  CHECK(kv_cache_guess(INT64_MAX, INT32_MAX, INT32_MAX) == std::int64_t{1} << 50);
  CHECK(kv_cache_guess(-1, -1, 1) == 0);
}

TEST_CASE("a limit below what the model needs is refused with the numbers", "[deploy]") {
  DeploySpec spec = spec_with();
  spec.memory = 512 * kMib;
  Error error = refused(spec, host(8 * kGib));
  CHECK(error.code == Errc::usage);
  CHECK(error.message ==
        "memory 512 MiB is less than gemma3:1b needs (815 MB of model and 512 MiB beside it)");
  CHECK_THAT(error.hint, ContainsSubstring("--memory 1418m"));
  spec.memory = 1289 * kMib;
  CHECK(refused(spec, std::nullopt).code == Errc::usage);
  spec.memory = 1290 * kMib;
  CHECK(warns(sized(spec, host(8 * kGib)), "is tight for gemma3:1b"));
  spec.memory = 1418 * kMib;
  CHECK(sized(spec, host(8 * kGib)).warnings.empty());

  spec.models.push_back({"phi4", ""});
  spec.memory = 1024 * kMib;
  CHECK_THAT(refused(spec, host(8 * kGib), 4'700'000'000).message,
             ContainsSubstring("the largest model needs (4.7 GB of model"));
  CHECK(sized(spec, host(8 * kGib), 4'700'000'000, true).memory == 1024 * kMib);
  spec.memory = 256 * kMib;
  CHECK_THAT(refused(spec, host(8 * kGib), 0).message, ContainsSubstring("the server needs"));
}

TEST_CASE("memory that the host does not have is refused, all of it is told", "[deploy]") {
  DeploySpec spec = spec_with();
  spec.memory = 9 * kGib;
  const Error error = refused(spec, host(8 * kGib - 100 * kMib));
  CHECK(error.code == Errc::usage);
  CHECK(error.message == "memory 9 GiB is more than the host has (7.9 GiB)");
  CHECK(sized(spec, std::nullopt).memory == 9 * kGib);
  CHECK(warns(sized(spec, host(9 * kGib)), "leaves 0 MiB of the host to its system"));
}

TEST_CASE("a host that is too small for the model is refused", "[deploy]") {
  const Error error = refused(spec_with("llama3.1:8b"), host(4 * kGib), 4'900'000'000);
  CHECK(error.code == Errc::deploy);
  CHECK_THAT(error.message, ContainsSubstring("the host has 4 GiB of memory, which leaves 3 GiB"));
  CHECK_THAT(error.message, ContainsSubstring("llama3.1:8b needs (4.9 GB of model"));
  CHECK(sized(spec_with(), host(4 * kGib), 4'900'000'000, true).memory == 3 * kGib);
  CHECK(refused(spec_with(), host(256 * kMib), 0).code == Errc::deploy);
}

TEST_CASE("swap is a third of the memory, or what the host has", "[deploy]") {
  CHECK(sized(spec_with(), host(8 * kGib, 8 * kGib)).memory_swap == 4 * kGib);
  CHECK(sized(spec_with(), host(8 * kGib, 100 * kMib)).memory_swap == 3 * kGib + 100 * kMib);
  CHECK(sized(spec_with(), host(8 * kGib)).memory_swap == 3 * kGib);
  CHECK(sized(spec_with(), std::nullopt).memory_swap == 4 * kGib);
}

TEST_CASE("a machine of 2 GB without swap is told how to get some", "[deploy]") {
  HostFacts facts = host_called("no_gpu");
  CHECK(warns(sized(spec_with(), facts),
              "the host has 1.9 GiB of memory and no swap, so that a moment of want kills the "
              "server; 2 GiB of swap: sudo sh -c 'fallocate -l 2G /swapfile && chmod 600 /swapfile "
              "&& mkswap /swapfile && swapon /swapfile && echo /swapfile none swap sw 0 0 >> "
              "/etc/fstab'"));
  facts.root = true;
  CHECK(warns(sized(spec_with(), facts), "swap: sh -c"));
  facts.swap_total = kGib;
  CHECK_FALSE(warns(sized(spec_with(), facts), "swapfile"));
  CHECK_FALSE(warns(sized(spec_with(), host(4 * kGib)), "swapfile"));
}

TEST_CASE("a limit of CPUs brings its threads", "[deploy]") {
  DeploySpec spec = spec_with();
  CHECK(sized(spec, host(8 * kGib)).nano_cpus == 0);
  CHECK(sized(spec, host(8 * kGib)).threads == 0);
  spec.nano_cpus = kCpu * 3 / 2;
  CHECK(sized(spec, host(8 * kGib)).nano_cpus == kCpu * 3 / 2);
  CHECK(sized(spec, host(8 * kGib)).threads == 2);
  spec.nano_cpus = kCpu * 4;
  CHECK(sized(spec, host(8 * kGib)).threads == 4);
  CHECK(sized(spec, host(8 * kGib)).warnings.empty());
  spec.nano_cpus = kCpu * 4 + 1;
  const Error error = refused(spec, host(8 * kGib));
  CHECK(error.code == Errc::usage);
  CHECK_THAT(error.message, ContainsSubstring("is more than the host has (4)"));
  CHECK(sized(spec, std::nullopt).threads == 5);
}

TEST_CASE("more threads than CPUs are warned of", "[deploy]") {
  DeploySpec spec = spec_with();
  spec.threads = 8;
  CHECK(sized(spec, host(8 * kGib)).threads == 8);
  CHECK(warns(sized(spec, host(8 * kGib)), "8 threads on 4 CPUs"));
  spec.threads = 4;
  CHECK(sized(spec, host(8 * kGib)).warnings.empty());
  spec.nano_cpus = kCpu;
  CHECK(warns(sized(spec, host(8 * kGib)), "4 threads on 1 CPU wait"));
}

TEST_CASE("sizes that nothing has do not overflow", "[deploy]") {
  DeploySpec spec = spec_with();
  spec.context = INT32_MAX;
  spec.parallel = INT32_MAX;
  spec.nano_cpus = INT64_MAX;
  const Sizes sizes = sized(spec, std::nullopt, INT64_MAX);
  CHECK(sizes.memory > 0);
  CHECK(sizes.memory_swap > sizes.memory);
  CHECK(sizes.threads == 65536);
  spec.memory = INT64_MAX;
  CHECK(sized(spec, std::nullopt).memory_swap > 0);
}
