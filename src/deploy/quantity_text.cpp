#include "deploy/quantity_text.h"

#include <array>
#include <utility>

namespace llamero {
namespace {

constexpr std::array<std::pair<const char*, const char*>, 4> kUnits = {
    {{" bytes", "b"}, {" KiB", "k"}, {" MiB", "m"}, {" GiB", "g"}}};

// The number in the largest unit that divides it, and the index of that unit.
std::pair<std::int64_t, std::size_t> in_largest_unit(std::int64_t bytes) {
  std::size_t unit = 0;
  while (unit + 1 < kUnits.size() && bytes % 1024 == 0) {
    bytes /= 1024;
    ++unit;
  }
  return {bytes, unit};
}

}  // namespace

std::string exact_size(std::int64_t bytes) {
  if (bytes <= 0) return "none";
  const auto [number, unit] = in_largest_unit(bytes);
  return std::to_string(number) + kUnits[unit].first;
}

std::string docker_bytes(std::int64_t bytes) {
  const auto [number, unit] = in_largest_unit(bytes);
  return std::to_string(number) + kUnits[unit].second;
}

std::string cpus_text(std::int64_t nano_cpus) {
  constexpr std::int64_t kOne = 1'000'000'000;
  if (nano_cpus <= 0) return "none";
  std::string fraction = std::to_string(kOne + nano_cpus % kOne).substr(1);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  const std::string whole = std::to_string(nano_cpus / kOne);
  return fraction.empty() ? whole : whole + "." + fraction;
}

std::string publish_text(const PublishedPort& port) {
  const std::string ports = std::to_string(port.host) + ":" + std::to_string(port.container);
  if (port.address.empty()) return ports;
  const bool ipv6 = port.address.find(':') != std::string::npos;
  return (ipv6 ? "[" + port.address + "]" : port.address) + ":" + ports;
}

}  // namespace llamero
