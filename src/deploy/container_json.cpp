#include "deploy/container_json.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <string_view>

#include "deploy/health_timing.h"

namespace llamero {
namespace {

using Json = nlohmann::ordered_json;

std::int64_t nanoseconds(std::chrono::seconds duration) {
  return std::chrono::nanoseconds(duration).count();
}

Json object_of(const NamedValues& values) {
  Json object = Json::object();
  for (const auto& [name, value] : values) object[name] = value;
  return object;
}

Json env_json(const NamedValues& env) {
  Json list = Json::array();
  for (const auto& [name, value] : env) list.push_back(name + "=" + value);
  return list;
}

Json health_json(const HealthCheck& check, const VersionNumber& api) {
  Json health = {{"Test", Json::array({"CMD-SHELL", check.command})},
                 {"Interval", nanoseconds(check_interval(check, api))},
                 {"Timeout", nanoseconds(check.timeout)},
                 {"StartPeriod", nanoseconds(check.start_period)}};
  if (has_start_interval(api)) health["StartInterval"] = nanoseconds(check.start_interval);
  health["Retries"] = check.retries;
  return health;
}

std::string port_key(int port) {
  return std::to_string(port) + "/tcp";
}

Json exposed_json(const std::vector<PublishedPort>& ports) {
  Json exposed = Json::object();
  for (const PublishedPort& port : ports) exposed[port_key(port.container)] = Json::object();
  return exposed;
}

Json bindings_json(const std::vector<PublishedPort>& ports) {
  Json bindings = Json::object();
  for (const PublishedPort& port : ports) {
    Json& list = bindings[port_key(port.container)];
    list.push_back({{"HostIp", port.address}, {"HostPort", std::to_string(port.host)}});
  }
  return bindings;
}

Json binds_json(const std::vector<VolumeMount>& volumes) {
  Json binds = Json::array();
  for (const VolumeMount& mount : volumes) binds.push_back(mount.volume + ":" + mount.path);
  return binds;
}

Json tmpfs_json(const std::vector<TmpfsMount>& mounts) {
  Json tmpfs = Json::object();
  for (const TmpfsMount& mount : mounts) tmpfs[mount.path] = mount.options;
  return tmpfs;
}

Json devices_json(const std::vector<std::string>& paths) {
  Json devices = Json::array();
  for (const std::string& path : paths)
    devices.push_back(
        {{"PathOnHost", path}, {"PathInContainer", path}, {"CgroupPermissions", "rwm"}});
  return devices;
}

Json all_gpus_json() {
  return Json::array({{{"Driver", ""},
                       {"Count", -1},
                       {"DeviceIDs", nullptr},
                       {"Capabilities", Json::array({Json::array({"gpu"})})},
                       {"Options", Json::object()}}});
}

// The full names, as docker's client sends them.
Json capabilities_json(const std::vector<std::string>& names) {
  Json list = Json::array();
  for (const std::string& name : names)
    list.push_back(name == "ALL" || name.starts_with("CAP_") ? name : "CAP_" + name);
  return list;
}

// "on-failure:3" has its count in a field of its own.
Json restart_json(const std::string& policy) {
  const std::size_t colon = policy.find(':');
  int most = 0;
  if (colon != std::string::npos)
    std::from_chars(policy.data() + colon + 1, policy.data() + policy.size(), most);
  return {{"Name", policy.substr(0, colon)}, {"MaximumRetryCount", most}};
}

void add_limits(const ContainerSpec& spec, Json& host) {
  host["Memory"] = spec.memory;
  host["MemorySwap"] = spec.memory_swap;
  host["NanoCpus"] = spec.nano_cpus;
  host["PidsLimit"] = spec.pids;
}

void add_devices(const ContainerSpec& spec, Json& host) {
  host["Devices"] = devices_json(spec.devices);
  if (spec.nvidia_gpus) host["DeviceRequests"] = all_gpus_json();
  host["GroupAdd"] = spec.groups;
}

void add_confinement(const ContainerSpec& spec, Json& host) {
  host["CapAdd"] = capabilities_json(spec.cap_add);
  host["CapDrop"] = capabilities_json(spec.cap_drop);
  host["SecurityOpt"] = spec.security;
  host["ReadonlyRootfs"] = spec.read_only;
  host["Privileged"] = spec.privileged;
  host["Init"] = spec.init;
}

Json host_json(const ContainerSpec& spec) {
  Json host = {{"Binds", binds_json(spec.volumes)},
               {"Tmpfs", tmpfs_json(spec.tmpfs)},
               {"NetworkMode", spec.network.empty() ? "default" : spec.network},
               {"PortBindings", bindings_json(spec.ports)},
               {"ExtraHosts", spec.extra_hosts},
               {"RestartPolicy", restart_json(spec.restart)},
               {"LogConfig", {{"Type", spec.log_driver}, {"Config", object_of(spec.log_options)}}}};
  add_limits(spec, host);
  add_devices(spec, host);
  add_confinement(spec, host);
  return host;
}

Json networking_json(const std::string& network) {
  Json endpoints = Json::object();
  if (!network.empty()) endpoints[network] = Json::object();
  return {{"EndpointsConfig", endpoints}};
}

}  // namespace

std::string create_body(const ContainerSpec& spec, const VersionNumber& api) {
  Json body = {{"Image", spec.image}};
  if (!spec.command.empty()) body["Cmd"] = spec.command;
  body["Env"] = env_json(spec.env);
  body["Labels"] = object_of(spec.labels);
  body["ExposedPorts"] = exposed_json(spec.ports);
  body["AttachStdin"] = false;
  body["AttachStdout"] = false;
  body["AttachStderr"] = false;
  body["OpenStdin"] = false;
  body["Tty"] = false;
  if (spec.health) body["Healthcheck"] = health_json(*spec.health, api);
  body["StopTimeout"] = spec.stop_timeout_s;
  body["HostConfig"] = host_json(spec);
  body["NetworkingConfig"] = networking_json(spec.network);
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace llamero
