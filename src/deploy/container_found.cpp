#include "deploy/container_found.h"

#include "api/api_error.h"

#include <algorithm>
#include <charconv>

#include "deploy/typed_members.h"

namespace llamero {
namespace {

constexpr std::size_t kMaxHealthLog = 300;          // bytes, on one line
constexpr int kDefaultStopTimeout = 10;             // seconds, where a container says none
constexpr std::int64_t kDefaultCpuPeriod = 100000;  // microseconds

// The name before `separator` and what follows it; all is the name where there is none.
std::pair<std::string, std::string> split_at(const std::string& text, char separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string::npos) return {text, ""};
  return {text.substr(0, at), text.substr(at + 1)};
}

int port_number(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() ? port : 0;
}

// PortBindings, and NetworkSettings.Ports, which has the numbers that docker chose.
std::vector<PublishedPort> read_ports(const TypedMembers& bindings) {
  std::vector<PublishedPort> ports;
  for (const std::string& key : bindings.keys()) {
    const auto [container, protocol] = split_at(key, '/');
    if (protocol != "tcp") continue;
    for (const TypedMembers& binding : bindings.objects(key.c_str())) {
      std::string address;
      std::string host;
      binding.read("HostIp", address);
      binding.read("HostPort", host);
      ports.push_back({address, port_number(host), port_number(container)});
    }
  }
  return ports;
}

// "volume:/path:rw,z": the plain options are those of every mount.
VolumeMount bind_of(const std::string& text) {
  auto [source, rest] = split_at(text, ':');
  auto [path, options] = split_at(rest, ':');
  if (options == "rw" || options == "z" || options == "Z") options.clear();
  return {source, options.empty() ? path : path + ":" + options};
}

void read_mounts(const TypedMembers& host, ContainerSpec& spec) {
  std::vector<std::string> binds;
  host.read("Binds", binds);
  for (const std::string& bind : binds) spec.volumes.push_back(bind_of(bind));
  NamedValues tmpfs;
  host.read("Tmpfs", tmpfs);
  for (const auto& [path, options] : tmpfs) spec.tmpfs.push_back({path, options});
  for (const TypedMembers& mount : host.objects("Mounts")) {
    std::string type;
    std::string source;
    std::string target;
    bool read_only = false;
    mount.read("Type", type);
    mount.read("Source", source);
    mount.read("Target", target);
    mount.read("ReadOnly", read_only);
    if (type == "tmpfs")
      spec.tmpfs.push_back({target, ""});
    else
      spec.volumes.push_back({source, read_only ? target + ":ro" : target});
  }
}

// The networks themselves tell more than the mode: `docker network connect` adds to them.
std::string read_network(const TypedMembers& host, const TypedMembers& networks) {
  std::string mode;
  host.read("NetworkMode", mode);
  if (mode == "default" || mode == "bridge") mode.clear();
  std::vector<std::string> names = networks.keys();
  if (names.size() == 1) return names[0] == "bridge" ? "" : names[0];
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all.empty() ? mode : all;
}

void read_limits(const TypedMembers& host, ContainerSpec& spec) {
  host.read("Memory", spec.memory);
  host.read("MemorySwap", spec.memory_swap);
  spec.pids = 0;
  host.read("PidsLimit", spec.pids);
  if (host.has("PidsLimit") && spec.pids <= 0) spec.pids = -1;
  host.read("NanoCpus", spec.nano_cpus);
  std::int64_t quota = 0;
  std::int64_t period = 0;
  host.read("CpuQuota", quota);
  host.read("CpuPeriod", period);
  if (period <= 0) period = kDefaultCpuPeriod;
  constexpr std::int64_t kMostQuota = std::int64_t{1} << 32;  // of which a billion times fits
  if (spec.nano_cpus == 0 && quota > 0)
    spec.nano_cpus = std::min(quota, kMostQuota) * 1'000'000'000 / period;
}

void read_devices(const TypedMembers& host, ContainerSpec& spec) {
  for (const TypedMembers& device : host.objects("Devices")) {
    std::string path;
    std::string inside;
    std::string permissions;
    device.read("PathOnHost", path);
    device.read("PathInContainer", inside);
    device.read("CgroupPermissions", permissions);
    if (inside != path || permissions != "rwm") path += ":" + inside + ":" + permissions;
    spec.devices.push_back(path);
  }
  for (const TypedMembers& request : host.objects("DeviceRequests")) {
    int count = 0;
    std::vector<std::string> ids;
    request.read("Count", count);
    request.read("DeviceIDs", ids);
    const bool all_by_cdi = std::find(ids.begin(), ids.end(), "nvidia.com/gpu=all") != ids.end();
    spec.nvidia_gpus = spec.nvidia_gpus || count == -1 || all_by_cdi;
  }
  host.read("GroupAdd", spec.groups);
}

void read_confinement(const TypedMembers& host, ContainerSpec& spec) {
  spec.cap_drop.clear();
  spec.security.clear();
  spec.read_only = spec.init = false;
  host.read("CapAdd", spec.cap_add);
  host.read("CapDrop", spec.cap_drop);
  host.read("SecurityOpt", spec.security);
  host.read("ReadonlyRootfs", spec.read_only);
  host.read("Privileged", spec.privileged);
  host.read("Init", spec.init);
}

std::string read_restart(const TypedMembers& policy) {
  std::string name;
  int most = 0;
  policy.read("Name", name);
  policy.read("MaximumRetryCount", most);
  if (name.empty()) return "no";
  return most > 0 ? name + ":" + std::to_string(most) : name;
}

void read_host(const TypedMembers& host, ContainerSpec& spec) {
  read_mounts(host, spec);
  host.read("ExtraHosts", spec.extra_hosts);
  read_limits(host, spec);
  read_devices(host, spec);
  read_confinement(host, spec);
  spec.restart = read_restart(host.object("RestartPolicy"));
  const TypedMembers log = host.object("LogConfig");
  spec.log_driver.clear();
  spec.log_options.clear();
  log.read("Type", spec.log_driver);
  log.read("Config", spec.log_options);
}

// Zero is the engine's default, which is also what a container without the member has.
// Source: moby daemon/health.go.
std::chrono::seconds read_seconds(const TypedMembers& check, const char* key,
                                  std::chrono::seconds otherwise) {
  std::int64_t nanoseconds = 0;
  check.read(key, nanoseconds);
  if (nanoseconds <= 0) return otherwise;
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::nanoseconds(nanoseconds));
}

// nullopt: there is none, or ["NONE"].
std::optional<HealthCheck> read_check(const TypedMembers& check) {
  using std::chrono::seconds;
  std::vector<std::string> test;
  check.read("Test", test);
  if (test.empty() || test[0] == "NONE") return std::nullopt;
  HealthCheck health;
  const bool by_shell = test[0] == "CMD-SHELL" && test.size() == 2;
  if (by_shell) test.erase(test.begin());
  for (const std::string& word : test) health.command += (&word == &test[0] ? "" : " ") + word;
  health.interval = read_seconds(check, "Interval", seconds(30));
  health.timeout = read_seconds(check, "Timeout", seconds(30));
  health.start_period = read_seconds(check, "StartPeriod", seconds(0));
  health.start_interval = read_seconds(check, "StartInterval", seconds(5));
  health.retries = 0;
  check.read("Retries", health.retries);
  if (health.retries <= 0) health.retries = 3;
  return health;
}

void read_config(const TypedMembers& config, ContainerSpec& spec) {
  config.read("Image", spec.image);
  config.read("Cmd", spec.command);
  std::vector<std::string> env;
  config.read("Env", env);
  for (const std::string& entry : env) spec.env.push_back(split_at(entry, '='));
  std::stable_sort(spec.env.begin(), spec.env.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  config.read("Labels", spec.labels);
  spec.stop_timeout_s = kDefaultStopTimeout;
  config.read("StopTimeout", spec.stop_timeout_s);
  spec.health = read_check(config.object("Healthcheck"));
}

ContainerState read_state(const TypedMembers& members) {
  ContainerState state;
  members.read("Status", state.status);
  members.read("ExitCode", state.exit_code);
  members.read("OOMKilled", state.oom_killed);
  members.read("Error", state.error);
  state.error = one_line(state.error, kMaxErrorText);
  members.read("StartedAt", state.started_at);
  members.read("FinishedAt", state.finished_at);
  const TypedMembers health = members.object("Health");
  health.read("Status", state.health);
  if (state.health == "none") state.health.clear();
  const auto log = health.objects("Log");
  if (!log.empty()) log.back().read("Output", state.health_log);
  state.health_log = one_line(state.health_log, kMaxHealthLog);
  return state;
}

std::vector<std::string> read_addresses(const TypedMembers& networks) {
  std::vector<std::string> addresses;
  for (const std::string& name : networks.keys()) {
    const TypedMembers network = networks.object(name.c_str());
    for (const char* key : {"IPAddress", "GlobalIPv6Address"}) {
      std::string address;
      network.read(key, address);
      if (!address.empty()) addresses.push_back(address);
    }
  }
  return addresses;
}

FoundContainer read_members(const TypedMembers& members) {
  FoundContainer found;
  members.read("Id", found.id);
  members.read("Image", found.image_id);
  members.read("Name", found.spec.name);
  if (found.spec.name.starts_with('/')) found.spec.name.erase(0, 1);
  read_config(members.object("Config"), found.spec);
  const TypedMembers host = members.object("HostConfig");
  read_host(host, found.spec);
  const TypedMembers settings = members.object("NetworkSettings");
  const TypedMembers networks = settings.object("Networks");
  found.spec.network = read_network(host, networks);
  found.addresses = read_addresses(networks);
  bool publish_all = false;
  host.read("PublishAllPorts", publish_all);
  found.spec.ports = read_ports(publish_all && settings.has("Ports") ? settings.object("Ports")
                                                                     : host.object("PortBindings"));
  found.state = read_state(members.object("State"));
  members.read("RestartCount", found.state.restarts);
  return found;
}

Error not_understood(const std::string& why) {
  return {Errc::deploy, "docker's answer is not understood: " + why,
          "see whether what listens at its socket is docker"};
}

}  // namespace

Result<FoundContainer> read_container(std::string_view inspect_json) {
  const auto json = nlohmann::json::parse(inspect_json, nullptr, false);
  if (!json.is_object()) return Unexpected(not_understood("the container is no JSON object"));
  std::optional<Error> failure;
  const TypedMembers members(&json, "", failure);
  for (const char* key : {"Id", "Image", "Config", "HostConfig", "State"})
    if (!members.has(key)) return Unexpected(not_understood(std::string("it lacks ") + key));
  FoundContainer found = read_members(members);
  if (failure) return Unexpected(std::move(*failure));
  return found;
}

}  // namespace llamero
