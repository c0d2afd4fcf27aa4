#include "deploy/container_drift.h"

#include "api/api_error.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <string_view>

#include "deploy/health_timing.h"
#include "deploy/quantity_text.h"

namespace llamero {
namespace {

constexpr std::size_t kMaxShown = 300;  // bytes of a value in a Difference
constexpr const char* kNone = "none";

using Texts = std::vector<std::string>;
using TextMap = std::map<std::string, std::string>;

class Comparison {
 public:
  // The texts stand for the values: they differ where those do.
  void compare(const std::string& field, const std::string& wanted, const std::string& found) {
    if (wanted != found) add(field, wanted, found);
  }

  // One field for each key that one of them has.
  void compare(const std::string& field, const TextMap& wanted, const TextMap& found) {
    TextMap all = wanted;
    all.insert(found.begin(), found.end());
    for (const auto& [key, value] : all) compare(field + key, at(wanted, key), at(found, key));
  }

  void add(const std::string& field, const std::string& wanted, const std::string& found) {
    list_.push_back({shown(field), shown(wanted), shown(found)});
  }

  [[nodiscard]] std::vector<Difference> list() && { return std::move(list_); }

 private:
  static std::string at(const TextMap& map, const std::string& key) {
    const auto found = map.find(key);
    return found == map.end() ? kNone : found->second;
  }

  static std::string shown(const std::string& text) {
    return text.empty() ? "(empty)" : one_line(text, kMaxShown);
  }

  std::vector<Difference> list_;
};

std::string yes_no(bool value) {
  return value ? "yes" : "no";
}

std::string text_of(std::int64_t number) {
  return std::to_string(number);
}

std::string seconds_text(std::chrono::seconds duration) {
  return std::to_string(duration.count()) + " s";
}

std::string joined(const Texts& texts, const char* separator = ", ") {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : separator) + text;
  return all.empty() ? kNone : all;
}

std::string as_set(Texts texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return joined(texts);
}

// "CAP_PERFMON" and "perfmon" are one.
std::string capabilities(Texts names) {
  for (std::string& name : names) {
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (name.starts_with("CAP_")) name.erase(0, 4);
  }
  return as_set(std::move(names));
}

// "no-new-privileges:true" and "no-new-privileges=true" say the same as the word alone.
std::string security_options(Texts options) {
  for (std::string& option : options)
    if (option == "no-new-privileges:true" || option == "no-new-privileges=true")
      option = "no-new-privileges";
  return as_set(std::move(options));
}

bool is_loopback(const PublishedPort& port) {
  return port.address.starts_with("127.") || port.address == "::1" || port.address == "localhost";
}

std::string port_text(const PublishedPort& port) {
  std::string address = port.address.empty() ? "0.0.0.0" : port.address;
  if (address.find(':') != std::string::npos) address = "[" + address + "]";
  const std::string host = port.host == 0 ? "random" : std::to_string(port.host);
  return address + ":" + host + "->" + std::to_string(port.container);
}

std::string ports_text(const std::vector<PublishedPort>& ports, int container) {
  Texts texts;
  for (const PublishedPort& port : ports)
    if (port.container == container) texts.push_back(port_text(port));
  return as_set(texts);
}

bool is_open(const ContainerSpec& wanted, const PublishedPort& port) {
  const auto same = [&](const PublishedPort& other) { return port_text(other) == port_text(port); };
  return !is_loopback(port) && std::none_of(wanted.ports.begin(), wanted.ports.end(), same);
}

// `open`: only the ports of the container that are reached from elsewhere and should not be; else
// the others.
void compare_ports(const ContainerSpec& wanted, const ContainerSpec& found, bool open,
                   Comparison& out) {
  std::map<int, bool> ports;
  for (const PublishedPort& port : wanted.ports) ports[port.container] = false;
  for (const PublishedPort& port : found.ports) {
    bool& is_open_now = ports[port.container];
    is_open_now = is_open_now || is_open(wanted, port);
  }
  for (const auto& [container, is_open_now] : ports)
    if (is_open_now == open)
      out.compare("published port", ports_text(wanted.ports, container),
                  ports_text(found.ports, container));
}

std::string network_text(const ContainerSpec& spec) {
  return spec.network.empty() ? "docker's default bridge" : spec.network;
}

void compare_reach(const ContainerSpec& wanted, const ContainerSpec& found, Comparison& out) {
  compare_ports(wanted, found, true, out);
  out.compare("network", network_text(wanted), network_text(found));
  compare_ports(wanted, found, false, out);
}

std::string image_text(const std::string& image, const std::string& id) {
  constexpr std::size_t kShortId = 19;  // "sha256:" and 12 digits
  return id.empty() || image == id ? image : image + " (" + id.substr(0, kShortId) + ")";
}

std::string label_of(const ContainerSpec& spec, const char* key) {
  for (const auto& [name, value] : spec.labels)
    if (name == key) return value;
  return "not labelled";
}

void compare_image(const ContainerSpec& wanted, const FoundContainer& found,
                   const ImageFacts& image, Comparison& out) {
  const bool same = image.wanted_id.empty() ? wanted.image == found.spec.image
                                            : image.wanted_id == found.image_id;
  if (!same)
    out.add("image", image_text(wanted.image, image.wanted_id),
            image_text(found.spec.image, found.image_id));
  out.compare("image asked for", label_of(wanted, kImageLabel), label_of(found.spec, kImageLabel));
  out.compare("GPU asked for", label_of(wanted, kGpuLabel), label_of(found.spec, kGpuLabel));
  if (!wanted.command.empty())
    out.compare("command", joined(wanted.command, " "), joined(found.spec.command, " "));
}

bool steers_server(std::string_view name) {
  constexpr std::string_view kPrefixes[] = {"OLLAMA_", "LLAMA_", "GGML_", "CUDA_", "NVIDIA_",
                                            "HIP_",    "HSA_",   "ROCR_", "VK_",   "LD_"};
  return std::any_of(std::begin(kPrefixes), std::end(kPrefixes),
                     [name](std::string_view prefix) { return name.starts_with(prefix); });
}

// A variable that somebody else set is shown, but for what looks like a secret.
std::string env_value(const std::string& name, const std::string& value) {
  for (const char* word : {"KEY", "TOKEN", "SECRET", "PASS"})
    if (name.find(word) != std::string::npos) return "(a secret, not shown)";
  return value;
}

void compare_env(const NamedValues& wanted, const NamedValues& found, const Texts& image_env,
                 Comparison& out) {
  const TextMap wanted_values(wanted.begin(), wanted.end());
  const TextMap found_values(found.begin(), found.end());
  for (const auto& [name, value] : wanted_values) {
    const auto there = found_values.find(name);
    if (there == found_values.end())
      out.add("env " + name, value, kNone);
    else
      out.compare("env " + name, value, there->second);
  }
  for (const auto& [name, value] : found_values) {
    const bool by_image =
        std::find(image_env.begin(), image_env.end(), name + "=" + value) != image_env.end();
    if (!wanted_values.contains(name) && steers_server(name) && !by_image)
      out.add("env " + name, kNone, env_value(name, value));
  }
}

void compare_storage(const ContainerSpec& wanted, const ContainerSpec& found, Comparison& out) {
  const auto volumes = [](const ContainerSpec& spec) {
    TextMap map;
    for (const VolumeMount& mount : spec.volumes) map[mount.path] = mount.volume;
    return map;
  };
  const auto tmpfs = [](const ContainerSpec& spec) {
    TextMap map;
    for (const TmpfsMount& mount : spec.tmpfs) map[mount.path] = mount.options;
    return map;
  };
  out.compare("volume ", volumes(wanted), volumes(found));
  out.compare("tmpfs ", tmpfs(wanted), tmpfs(found));
}

// A kernel without the accounting of memory leaves memory 0 and swap -1; one without that of swap
// leaves swap -1; some engines write 0 for a swap they did not set. Without a number of ours the
// engine allows as much swap as memory. Source: moby daemon/daemon_unix.go,
// verifyPlatformContainerResources and adaptContainerSettings.
void compare_memory(const ContainerSpec& wanted, const ContainerSpec& found, Comparison& out) {
  const bool dropped = wanted.memory > 0 && found.memory == 0 && found.memory_swap == -1;
  if (!dropped) out.compare("memory", exact_size(wanted.memory), exact_size(found.memory));
  if (wanted.memory == 0 || found.memory_swap <= 0) return;
  const bool default_swap = wanted.memory_swap == 0 && found.memory_swap == 2 * found.memory;
  if (!default_swap)
    out.compare("memory and swap", exact_size(wanted.memory_swap), exact_size(found.memory_swap));
}

void compare_limits(const ContainerSpec& wanted, const ContainerSpec& found, Comparison& out) {
  compare_memory(wanted, found, out);
  out.compare("CPUs", cpus_text(wanted.nano_cpus), cpus_text(found.nano_cpus));
  const auto pids_text = [](std::int64_t pids) { return pids > 0 ? text_of(pids) : kNone; };
  if (found.pids != 0) out.compare("processes", pids_text(wanted.pids), pids_text(found.pids));
  out.compare("stop timeout", text_of(wanted.stop_timeout_s) + " s",
              text_of(found.stop_timeout_s) + " s");
}

void compare_devices(const ContainerSpec& wanted, const ContainerSpec& found, Comparison& out) {
  out.compare("NVIDIA GPUs", wanted.nvidia_gpus ? "all" : kNone, found.nvidia_gpus ? "all" : kNone);
  out.compare("devices", as_set(wanted.devices), as_set(found.devices));
  out.compare("groups", as_set(wanted.groups), as_set(found.groups));
}

void compare_confinement(const ContainerSpec& wanted, const ContainerSpec& found, Comparison& out) {
  out.compare("privileged", yes_no(wanted.privileged), yes_no(found.privileged));
  out.compare("capabilities added", capabilities(wanted.cap_add), capabilities(found.cap_add));
  out.compare("capabilities dropped", capabilities(wanted.cap_drop), capabilities(found.cap_drop));
  out.compare("security options", security_options(wanted.security),
              security_options(found.security));
  out.compare("read-only root", yes_no(wanted.read_only), yes_no(found.read_only));
  out.compare("init process", yes_no(wanted.init), yes_no(found.init));
}

void compare_upkeep(const ContainerSpec& wanted, const ContainerSpec& found, Comparison& out) {
  out.compare("restart policy", wanted.restart, found.restart);
  out.compare("log driver", wanted.log_driver, found.log_driver);
  out.compare("log option ", TextMap(wanted.log_options.begin(), wanted.log_options.end()),
              TextMap(found.log_options.begin(), found.log_options.end()));
  out.compare("extra hosts", as_set(wanted.extra_hosts), as_set(found.extra_hosts));
}

// A check that the image brought along is no difference where none is wanted.
void compare_health(const std::optional<HealthCheck>& wanted,
                    const std::optional<HealthCheck>& found, const VersionNumber& api,
                    Comparison& out) {
  if (!wanted) return;
  out.compare("health check", wanted->command, found ? found->command : kNone);
  if (!found) return;
  out.compare("health check interval", seconds_text(check_interval(*wanted, api)),
              seconds_text(found->interval));
  out.compare("health check timeout", seconds_text(wanted->timeout), seconds_text(found->timeout));
  out.compare("health check start period", seconds_text(wanted->start_period),
              seconds_text(found->start_period));
  if (has_start_interval(api))
    out.compare("health check start interval", seconds_text(wanted->start_interval),
                seconds_text(found->start_interval));
  out.compare("health check retries", text_of(wanted->retries), text_of(found->retries));
}

}  // namespace

std::vector<Difference> differences(const ContainerSpec& wanted, const FoundContainer& found,
                                    const VersionNumber& api, const ImageFacts& image) {
  Comparison out;
  compare_reach(wanted, found.spec, out);
  compare_confinement(wanted, found.spec, out);
  compare_image(wanted, found, image, out);
  compare_env(wanted.env, found.spec.env, image.found_env, out);
  compare_storage(wanted, found.spec, out);
  compare_limits(wanted, found.spec, out);
  compare_devices(wanted, found.spec, out);
  compare_upkeep(wanted, found.spec, out);
  compare_health(wanted.health, found.spec.health, api, out);
  return std::move(out).list();
}

}  // namespace llamero
