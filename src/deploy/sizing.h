// How much memory, swap, processor and how many threads the server gets.
#pragma once

#include "config/deploy_spec.h"
#include "llamero/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "deploy/host_facts.h"

namespace llamero {

struct Sizes {
  std::int64_t memory = 0;       // bytes: the limit of the container
  std::int64_t memory_swap = 0;  // bytes of memory and swap together, as docker takes it
  std::int64_t nano_cpus = 0;    // 0: no limit
  int threads = 0;               // of a generation on the CPU; 0: the server chooses
  std::vector<std::string> warnings;
};

// What a model needs beside its file: buffers and the server itself. Measured by others at 0.3 to
// 0.6 GB; a limit that is lower makes the pages of the model go in and out.
inline constexpr std::int64_t kBesideModel = std::int64_t{512} << 20;

// A guess of the KV cache in bytes: for each token of each parallel context 32 KiB for each GiB of
// the model, and at least 32 KiB. Reckoned from the shapes of models of 1, 8 and 70 billion
// parameters at 16 bits (gemma3:1b 26 KiB, llama3.1:8b 128 KiB at 4.6 GiB, 70b 320 KiB at 40 GiB);
// it is too low for some of 4 billion, which the factor of 1.3 below makes up for.
[[nodiscard]] std::int64_t kv_cache_guess(std::int64_t model_bytes, int context, int parallel);

// Memory where none is asked for, with need = model + KV + 512 MiB:
//   a host below 4 GiB:  3/4 of it, but 512 MiB are left to the system
//   other hosts:         the larger of 3 GiB and 1.3 × need, but 1 GiB is left to the system
//   no facts:            the larger of 3 GiB and 1.3 × need
// Swap is a third of the memory, or all that the host has. Threads are the CPUs of the limit
// rounded up: the server does not see the limit, and 8 threads on a limit of 4 gave 0.27 tokens/s
// instead of 12 (ollama issue 17916).
//
// `largest_model_bytes` is 0 when it is not known. With a GPU the model needs the memory of the
// card and not this one. Errors: Errc::usage for a wish that the host or the model does not allow,
// Errc::deploy when the host is too small for the model.
[[nodiscard]] Result<Sizes> choose_sizes(const DeploySpec& spec,
                                         const std::optional<HostFacts>& facts,
                                         std::int64_t largest_model_bytes, bool gpu);

}  // namespace llamero
