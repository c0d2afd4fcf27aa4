// Amounts and ports as docker and people write them.
#pragma once

#include <cstdint>
#include <string>

#include "deploy/container_spec.h"

namespace llamero {

// "3 GiB", "3584 MiB": in the largest unit that needs no fraction. 0 and less: "none".
[[nodiscard]] std::string exact_size(std::int64_t bytes);

// The same as docker and compose take it: "3g", "3584m", "1025b". Precondition: above 0.
[[nodiscard]] std::string docker_bytes(std::int64_t bytes);

// "1.5". 0 and less: "none".
[[nodiscard]] std::string cpus_text(std::int64_t nano_cpus);

// "127.0.0.1:11434:11434", "[::1]:443:443", "443:443": for --publish, and for compose.
[[nodiscard]] std::string publish_text(const PublishedPort& port);

}  // namespace llamero
