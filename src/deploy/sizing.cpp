#include "deploy/sizing.h"

#include <algorithm>
#include <cstdio>

namespace llamero {
namespace {

constexpr std::int64_t kMib = std::int64_t{1} << 20;
constexpr std::int64_t kGib = std::int64_t{1} << 30;
constexpr std::int64_t kOneCpu = 1'000'000'000;
constexpr std::int64_t kSmallHost = 4 * kGib;
constexpr std::int64_t kUsualMemory = 3 * kGib;
constexpr std::int64_t kSystemOfSmallHost = 512 * kMib;
constexpr std::int64_t kSystem = kGib;
// Nothing real is larger; sums and products of it stay in 64 bits.
constexpr std::int64_t kLargest = std::int64_t{1} << 50;

// "1.9 GiB", "512 MiB".
std::string memory_text(std::int64_t bytes) {
  char text[32];
  if (bytes >= kGib && bytes % kGib == 0)
    std::snprintf(text, sizeof text, "%lld GiB", static_cast<long long>(bytes / kGib));
  else if (bytes >= kGib)
    std::snprintf(text, sizeof text, "%.1f GiB",
                  static_cast<double>(bytes) / static_cast<double>(kGib));
  else
    std::snprintf(text, sizeof text, "%lld MiB", static_cast<long long>(bytes / kMib));
  return text;
}

// The size of a model as Ollama's lists have it: "815 MB", "4.7 GB".
std::string model_text(std::int64_t bytes) {
  constexpr double kMega = 1e6;
  char text[32];
  const double mega = static_cast<double>(bytes) / kMega;
  if (mega < 1000)
    std::snprintf(text, sizeof text, "%.0f MB", mega);
  else
    std::snprintf(text, sizeof text, "%.1f GB", mega / 1000);
  return text;
}

struct Need {
  std::int64_t model = 0;  // 0: not known
  std::int64_t kv = 0;
  bool gpu = false;

  [[nodiscard]] std::int64_t all() const { return model + kv + kBesideModel; }
  // What is not even enough without any context.
  [[nodiscard]] std::int64_t floor() const { return gpu ? kBesideModel : model + kBesideModel; }
};

std::string model_name(const DeploySpec& spec) {
  return spec.models.size() == 1 ? spec.models.front().name : "the largest model";
}

std::string need_text(const DeploySpec& spec, const Need& need) {
  if (need.gpu || need.model == 0) return "the server needs (" + memory_text(kBesideModel) + ")";
  return model_name(spec) + " needs (" + model_text(need.model) + " of model and " +
         memory_text(kBesideModel) + " beside it)";
}

std::int64_t default_memory(const Need& need, std::int64_t total) {
  const std::int64_t wanted = std::max(kUsualMemory, need.all() / 10 * 13);
  if (total == 0) return wanted;
  if (total < kSmallHost) return std::min(total / 4 * 3, total - kSystemOfSmallHost);
  return std::min(wanted, total - kSystem);
}

Result<std::int64_t> asked_memory(const DeploySpec& spec, const Need& need, std::int64_t total) {
  if (total != 0 && spec.memory > total)
    return Unexpected(Error(Errc::usage,
                            "memory " + memory_text(spec.memory) + " is more than the host has (" +
                                memory_text(total) + ")",
                            "leave --memory out: the limit is then made from the host"));
  if (spec.memory < need.floor())
    return Unexpected(
        Error(Errc::usage,
              "memory " + memory_text(spec.memory) + " is less than " + need_text(spec, need),
              "give at least --memory " + std::to_string(need.all() / kMib + 1) +
                  "m, or choose a smaller model"));
  return std::min(spec.memory, kLargest);
}

Result<std::int64_t> memory_of_host(const DeploySpec& spec, const Need& need, std::int64_t total) {
  const std::int64_t memory = default_memory(need, total);
  if (memory >= need.floor()) return memory;
  return Unexpected(Error(Errc::deploy,
                          "the host has " + memory_text(total) + " of memory, which leaves " +
                              memory_text(std::max<std::int64_t>(memory, 0)) +
                              " to the server: less than " + need_text(spec, need),
                          "choose a smaller model or a larger machine"));
}

void warn_of_tight_memory(const DeploySpec& spec, const Need& need, std::int64_t total,
                          Sizes& sizes) {
  if (!need.gpu && sizes.memory < need.all())
    sizes.warnings.push_back("memory " + memory_text(sizes.memory) + " is tight for " +
                             model_name(spec) + ": with a context of " +
                             std::to_string(spec.context) + " tokens it may need " +
                             memory_text(need.all()));
  if (spec.memory != 0 && total != 0 && sizes.memory > total - kSystemOfSmallHost)
    sizes.warnings.push_back("memory " + memory_text(sizes.memory) + " leaves " +
                             memory_text(total - sizes.memory) + " of the host to its system");
}

// A machine of 2 GB has room for a model of 1 GB and none for a bad moment.
void warn_of_no_swap(const HostFacts& facts, Sizes& sizes) {
  if (facts.swap_total != 0 || facts.memory_total == 0 || facts.memory_total >= kUsualMemory)
    return;
  sizes.warnings.push_back(
      "the host has " + memory_text(facts.memory_total) +
      " of memory and no swap, so that a moment of want kills the server; 2 GiB of swap: " +
      (facts.root ? "sh -c '" : "sudo sh -c '") +
      "fallocate -l 2G /swapfile && chmod 600 /swapfile && mkswap /swapfile && swapon /swapfile && "
      "echo /swapfile none swap sw 0 0 >> /etc/fstab'");
}

std::int64_t with_swap(std::int64_t memory, const std::optional<HostFacts>& facts) {
  const std::int64_t third = memory / 3;
  return memory + (facts ? std::min(facts->swap_total, third) : third);
}

std::string cpus_text(std::int64_t nano_cpus) {
  char text[32];
  std::snprintf(text, sizeof text, "%g",
                static_cast<double>(nano_cpus) / static_cast<double>(kOneCpu));
  return text;
}

Result<void> choose_cpus(const DeploySpec& spec, int host_cpus, Sizes& sizes) {
  if (host_cpus != 0 && spec.nano_cpus > host_cpus * kOneCpu)
    return Unexpected(Error(Errc::usage,
                            "cpus " + cpus_text(spec.nano_cpus) + " is more than the host has (" +
                                std::to_string(host_cpus) + ")",
                            "leave --cpus out: the server then uses all of them"));
  sizes.nano_cpus = spec.nano_cpus;
  const auto limited = static_cast<int>(
      std::min<std::int64_t>((spec.nano_cpus / kOneCpu) + (spec.nano_cpus % kOneCpu != 0), 65536));
  sizes.threads = spec.threads != 0 ? spec.threads : limited;
  const int cpus = limited != 0 ? limited : host_cpus;
  if (cpus != 0 && sizes.threads > cpus)
    sizes.warnings.push_back(std::to_string(sizes.threads) + " threads on " + std::to_string(cpus) +
                             (cpus == 1 ? " CPU" : " CPUs") +
                             " wait for each other: that was 0.27 tokens/s instead of 12");
  return {};
}

}  // namespace

std::int64_t kv_cache_guess(std::int64_t model_bytes, int context, int parallel) {
  constexpr std::int64_t kTokenOfGib = 32 * 1024;
  constexpr std::int64_t kMostTokens = std::int64_t{1} << 24;
  const std::int64_t mib = std::clamp<std::int64_t>(model_bytes, kGib, kLargest) / kMib;
  const std::int64_t tokens =
      std::clamp<std::int64_t>(std::int64_t{context} * parallel, 0, kMostTokens);
  return std::min(mib * (kTokenOfGib / 1024) * tokens, kLargest);
}

Result<Sizes> choose_sizes(const DeploySpec& spec, const std::optional<HostFacts>& facts,
                           std::int64_t largest_model_bytes, bool gpu) {
  const std::int64_t total = facts ? std::min(facts->memory_total, kLargest) : 0;
  Need need;
  need.model = std::clamp<std::int64_t>(largest_model_bytes, 0, kLargest);
  need.kv = kv_cache_guess(need.model, spec.context, spec.parallel);
  need.gpu = gpu;
  const Result<std::int64_t> memory =
      spec.memory != 0 ? asked_memory(spec, need, total) : memory_of_host(spec, need, total);
  if (!memory) return Unexpected(memory.error());
  Sizes sizes;
  sizes.memory = *memory;
  sizes.memory_swap = with_swap(sizes.memory, facts);
  warn_of_tight_memory(spec, need, total, sizes);
  if (facts) warn_of_no_swap(*facts, sizes);
  if (const auto chosen = choose_cpus(spec, facts ? facts->cpus : 0, sizes); !chosen)
    return Unexpected(chosen.error());
  return sizes;
}

}  // namespace llamero
