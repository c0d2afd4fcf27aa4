#include "deploy/host_probe.h"

#include "base/trim.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>
#include <optional>

#include "deploy/quoted_line.h"

namespace llamero {
namespace {

// An answer that is longer is of somebody who means ill, or of another program.
constexpr std::size_t kLongestOutput = 1 << 20;
constexpr std::size_t kLongestName = 128;
constexpr std::size_t kLongestPath = 1024;
constexpr std::size_t kMostSockets = 16;
constexpr std::size_t kMostDisks = 256;
constexpr std::size_t kMostPorts = 4096;
constexpr std::size_t kMostCards = 64;
constexpr std::int64_t kMostCpus = 65536;
constexpr std::int64_t kKib = 1024;

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

// Bytes of a count of `unit` bytes; 0 for what is none.
std::int64_t bytes_of(std::string_view text, std::int64_t unit) {
  const std::int64_t count = number(text).value_or(0);
  return count > std::numeric_limits<std::int64_t>::max() / unit ? 0 : count * unit;
}

std::string name_of(std::string_view value) {
  return quoted_line(trimmed(value, " \t\r\n\"'"), kLongestName);
}

bool is_path(std::string_view text) {
  return text.starts_with('/') && text.size() <= kLongestPath &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
}

// The word up to the next blank; `text` is left with the rest.
std::string_view next_word(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

void add_socket(HostFacts& facts, std::string_view value) {
  const std::string_view usable = next_word(value);
  const bool known = std::any_of(facts.sockets.begin(), facts.sockets.end(),
                                 [&](const HostSocket& one) { return one.path == value; });
  if (!known && is_path(value) && facts.sockets.size() < kMostSockets)
    facts.sockets.push_back({std::string(value), usable == "yes"});
}

void add_disk(HostFacts& facts, std::string_view value) {
  const std::int64_t total = bytes_of(next_word(value), kKib);
  const std::int64_t free = bytes_of(next_word(value), kKib);
  if (total > 0 && is_path(value) && facts.disks.size() < kMostDisks)
    facts.disks.push_back({std::string(value), free, total});
}

// The kernel prints the address as 32-bit words in the order of the machine, which is little-endian
// wherever Ollama runs, and the port as a plain number.
std::string address_of(std::string_view hex) {
  constexpr std::size_t kWord = 8;
  std::array<unsigned char, 16> bytes{};
  if (hex.size() != kWord && hex.size() != kWord * 4) return {};
  for (std::size_t at = 0; at < hex.size(); at += kWord) {
    std::uint32_t word = 0;
    const char* const end = hex.data() + at + kWord;
    if (std::from_chars(hex.data() + at, end, word, 16).ptr != end) return {};
    for (std::size_t i = 0; i < 4; ++i)
      bytes[at / 2 + i] = static_cast<unsigned char>(word >> (8 * i));
  }
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = hex.size() == kWord ? AF_INET : AF_INET6;
  return inet_ntop(family, bytes.data(), text.data(), text.size()) == nullptr ? "" : text.data();
}

void add_port(HostFacts& facts, std::string_view value) {
  const std::size_t colon = std::min(value.find(':'), value.size());
  const std::string address = address_of(value.substr(0, colon));
  const std::string_view hex = value.substr(std::min(colon + 1, value.size()));
  std::uint16_t port = 0;
  const char* const end = hex.data() + hex.size();
  if (std::from_chars(hex.data(), end, port, 16).ptr != end || port == 0 || address.empty()) return;
  const bool known = std::any_of(
      facts.ports.begin(), facts.ports.end(),
      [&](const ListeningPort& one) { return one.port == port && one.address == address; });
  if (!known && facts.ports.size() < kMostPorts) facts.ports.push_back({address, port});
}

// "NVIDIA GeForce RTX 3090, 550.54.15, 24576, 8.6"; old drivers do not print the last one, and
// "[N/A]" stands for what a card does not tell. A line of another form is an error of nvidia-smi.
void add_nvidia(HostFacts& facts, std::string_view value) {
  std::array<std::string_view, 4> fields{};
  std::size_t count = 0;
  for (bool more = true; more && count < fields.size(); ++count) {
    const std::size_t comma = value.find(',');
    fields[count] = trimmed(value.substr(0, comma));
    more = comma != std::string_view::npos;
    if (more) value.remove_prefix(comma + 1);
  }
  const auto numeric = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos &&
           text.size() < kLongestName;
  };
  if (count < 3 || !numeric(fields[1]) || facts.gpu.nvidia.size() == kMostCards) return;
  facts.gpu.nvidia.push_back({name_of(fields[0]), std::string(fields[1]),
                              numeric(fields[3]) ? std::string(fields[3]) : std::string(),
                              bytes_of(fields[2], kKib * kKib)});
}

void add_once(std::vector<std::string>& list, std::string_view value) {
  if (list.size() < kMostCards && std::find(list.begin(), list.end(), value) == list.end())
    list.emplace_back(value);
}

void add_vendor(HostFacts& facts, std::string_view value) {
  constexpr std::size_t kLength = 6;  // "0x10de"
  if (value.size() == kLength && value.starts_with("0x")) add_once(facts.gpu.vendors, value);
}

void add_group(HostFacts& facts, std::string_view value) {
  if (number(value)) add_once(facts.gpu.device_groups, value);
}

void set_cpus(HostFacts& facts, std::string_view value) {
  facts.cpus = static_cast<int>(std::min(number(value).value_or(0), kMostCpus));
}

void set_boot(HostFacts& facts, std::string_view value) {
  if (value == "yes" || value == "no") facts.docker_at_boot = value == "yes";
}

struct Answer {
  std::string_view key;
  void (*take)(HostFacts&, std::string_view);
};

using Facts = HostFacts;
using View = std::string_view;

constexpr std::array kAnswers = {
    Answer{"user", [](Facts& f, View v) { f.user = name_of(v); }},
    Answer{"arch", [](Facts& f, View v) { f.arch = name_of(v); }},
    Answer{"os", [](Facts& f, View v) { f.os = name_of(v); }},
    Answer{"os_id", [](Facts& f, View v) { f.os_id = name_of(v); }},
    Answer{"cpus", set_cpus},
    Answer{"memory_total_kb", [](Facts& f, View v) { f.memory_total = bytes_of(v, kKib); }},
    Answer{"memory_available_kb", [](Facts& f, View v) { f.memory_available = bytes_of(v, kKib); }},
    Answer{"swap_total_kb", [](Facts& f, View v) { f.swap_total = bytes_of(v, kKib); }},
    Answer{"docker_client", [](Facts& f, View v) { f.docker_client = v == "yes"; }},
    Answer{"docker_daemon", [](Facts& f, View v) { f.docker_daemon = v == "yes"; }},
    Answer{"root", [](Facts& f, View v) { f.root = v == "yes"; }},
    Answer{"sudo", [](Facts& f, View v) { f.sudo = v == "yes"; }},
    Answer{"docker_at_boot", set_boot},
    Answer{"socket", add_socket},
    Answer{"disk", add_disk},
    Answer{"port", add_port},
    Answer{"nvidia_device", [](Facts& f, View v) { f.gpu.nvidia_device = v == "yes"; }},
    Answer{"nvidia_toolkit", [](Facts& f, View v) { f.gpu.nvidia_toolkit = v == "yes"; }},
    Answer{"nvidia_cdi", [](Facts& f, View v) { f.gpu.nvidia_cdi = v == "yes"; }},
    Answer{"nvidia", add_nvidia},
    Answer{"kfd", [](Facts& f, View v) { f.gpu.kfd = v == "yes"; }},
    Answer{"dri", [](Facts& f, View v) { f.gpu.dri = v == "yes"; }},
    Answer{"vendor", add_vendor},
    Answer{"device_group", add_group},
    Answer{"jetson", [](Facts& f, View v) { f.gpu.jetson = v == "yes"; }},
};

void take_answer(HostFacts& facts, std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return;
  const auto* const answer = std::find_if(kAnswers.begin(), kAnswers.end(), [&](const Answer& one) {
    return one.key == line.substr(0, equals);
  });
  if (answer != kAnswers.end()) answer->take(facts, line.substr(equals + 1));
}

Error no_answer(std::string_view output) {
  output = trimmed(output);
  const std::size_t newline = output.rfind('\n');
  const std::string last =
      quoted_line(newline == std::string_view::npos ? output : output.substr(newline));
  return {
      Errc::deploy,
      "the host did not answer the questions about the machine" + (last.empty() ? "" : ": " + last),
      "does `sh` run there without a terminal, and does the login end in a shell?"};
}

}  // namespace

Result<HostFacts> parse_host_probe(std::string_view output) {
  HostFacts facts;
  bool begun = false;
  std::string_view rest = output.substr(0, kLongestOutput);
  while (!rest.empty()) {
    const std::size_t newline = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trimmed(rest.substr(0, newline), "\r");
    rest.remove_prefix(std::min(newline + 1, rest.size()));
    if (begun && line == "llamero-probe-end") {
      // A card without its driver has no /dev/nvidiactl.
      const auto& vendors = facts.gpu.vendors;
      if (std::find(vendors.begin(), vendors.end(), "0x10de") != vendors.end())
        facts.gpu.nvidia_device = true;
      return facts;
    }
    if (begun) take_answer(facts, line);
    if (line == "llamero-probe-begin") begun = true;
  }
  return Unexpected(no_answer(output.substr(0, kLongestOutput)));
}

const HostDisk* disk_of(const HostFacts& facts, std::string_view path) {
  const HostDisk* best = nullptr;
  for (const HostDisk& disk : facts.disks) {
    std::string_view mount = disk.mount;
    while (mount.ends_with('/')) mount.remove_suffix(1);
    if (!path.starts_with(mount) || (path.size() > mount.size() && path[mount.size()] != '/'))
      continue;
    // A later mount on the same place covers the earlier one.
    if (best == nullptr || disk.mount.size() >= best->mount.size()) best = &disk;
  }
  return best;
}

}  // namespace llamero
