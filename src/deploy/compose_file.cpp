#include "deploy/compose_file.h"

#include "deploy/health_timing.h"
#include "deploy/owned_objects.h"
#include "deploy/quantity_text.h"
#include "deploy/yaml_text.h"

namespace llamero {
namespace {

// Compose puts variables in wherever a value has a $.
std::string value_text(std::string_view text) {
  std::string doubled;
  for (const char c : text) doubled.append(c == '$' ? 2 : 1, c);
  return yaml_quoted(doubled);
}

// Lines of one mapping, each behind the same indentation.
class Block {
 public:
  Block(std::string& out, std::size_t indent) : out_(out), indent_(indent, ' ') {}

  void raw(const char* key, const std::string& value) {
    out_ += indent_ + key + ": " + value + "\n";
  }

  void text(const char* key, const std::string& value) { raw(key, value_text(value)); }

  void list(const char* key, const std::vector<std::string>& values) {
    if (values.empty()) return;
    out_ += indent_ + key + ":\n";
    for (const std::string& value : values) out_ += indent_ + "  - " + value_text(value) + "\n";
  }

  void map(const char* key, const NamedValues& values) {
    if (values.empty()) return;
    out_ += indent_ + key + ":\n";
    for (const auto& [name, value] : values)
      out_ += indent_ + "  " + yaml_quoted(name) + ": " + value_text(value) + "\n";
  }

  [[nodiscard]] Block inner(const std::string& key) {
    out_ += indent_ + key + ":\n";
    return {out_, indent_.size() + 2};
  }

 private:
  std::string& out_;
  std::string indent_;
};

const char* flag_text(bool value) {
  return value ? "true" : "false";
}

std::string seconds_text(std::chrono::seconds duration) {
  return std::to_string(duration.count()) + "s";
}

void add_network(const ContainerSpec& spec, Block& service) {
  if (!networks_of({spec}).empty())
    service.list("networks", {spec.network});
  else
    service.text("network_mode", spec.network.empty() ? "bridge" : spec.network);
  std::vector<std::string> ports;
  for (const PublishedPort& port : spec.ports) ports.push_back(publish_text(port));
  service.list("ports", ports);
  service.list("extra_hosts", spec.extra_hosts);
}

void add_storage(const ContainerSpec& spec, Block& service) {
  std::vector<std::string> volumes;
  for (const VolumeMount& mount : spec.volumes) volumes.push_back(mount.volume + ":" + mount.path);
  service.list("volumes", volumes);
  std::vector<std::string> tmpfs;
  for (const TmpfsMount& mount : spec.tmpfs)
    tmpfs.push_back(mount.options.empty() ? mount.path : mount.path + ":" + mount.options);
  service.list("tmpfs", tmpfs);
}

void add_limits(const ContainerSpec& spec, Block& service) {
  if (spec.memory > 0) service.text("mem_limit", docker_bytes(spec.memory));
  if (spec.memory_swap > 0) service.text("memswap_limit", docker_bytes(spec.memory_swap));
  if (spec.nano_cpus > 0) service.text("cpus", cpus_text(spec.nano_cpus));
  if (spec.pids > 0) service.raw("pids_limit", std::to_string(spec.pids));
  service.text("stop_grace_period", seconds_text(std::chrono::seconds(spec.stop_timeout_s)));
}

void add_devices(const ContainerSpec& spec, Block& service) {
  service.list("devices", spec.devices);
  service.list("group_add", spec.groups);
  if (!spec.nvidia_gpus) return;
  Block devices = service.inner("deploy").inner("resources").inner("reservations");
  devices.raw("devices", R"([{"count": "all", "capabilities": ["gpu"]}])");
}

void add_confinement(const ContainerSpec& spec, Block& service) {
  service.list("security_opt", spec.security);
  service.list("cap_drop", spec.cap_drop);
  service.list("cap_add", spec.cap_add);
  service.raw("read_only", flag_text(spec.read_only));
  if (spec.privileged) service.raw("privileged", "true");
  service.raw("init", flag_text(spec.init));
}

void add_health(const HealthCheck& check, Block& service) {
  Block health = service.inner("healthcheck");
  health.list("test", {"CMD-SHELL", check.command});
  health.text("interval", seconds_text(check_interval(check, VersionNumber{})));
  health.text("timeout", seconds_text(check.timeout));
  health.text("start_period", seconds_text(check.start_period));
  health.raw("retries", std::to_string(check.retries));
}

void add_logging(const ContainerSpec& spec, Block& service) {
  if (spec.log_driver.empty()) return;
  Block logging = service.inner("logging");
  logging.text("driver", spec.log_driver);
  logging.map("options", spec.log_options);
}

void add_service(const ContainerSpec& spec, Block& services) {
  Block service = services.inner(yaml_quoted(spec.name));
  service.text("image", spec.image);
  service.text("container_name", spec.name);
  service.list("command", spec.command);
  if (!spec.restart.empty()) service.text("restart", spec.restart);
  add_network(spec, service);
  add_storage(spec, service);
  add_limits(spec, service);
  add_devices(spec, service);
  add_confinement(spec, service);
  add_logging(spec, service);
  service.map("environment", spec.env);
  if (spec.health) add_health(*spec.health, service);
  service.map("labels", spec.labels);
}

// Without a name of its own an object is called "project_name".
void add_objects(const char* key, const std::vector<OwnedObject>& objects, Block& top) {
  if (objects.empty()) return;
  Block all = top.inner(key);
  for (const OwnedObject& object : objects) {
    Block entry = all.inner(yaml_quoted(object.name));
    entry.text("name", object.name);
    entry.map("labels", object.labels);
  }
}

std::string project_name(const ContainerSpec& spec) {
  for (const auto& [name, value] : spec.labels)
    if (name == kDeployLabel) return value;
  return spec.name;
}

}  // namespace

std::string compose_text(const std::vector<ContainerSpec>& specs) {
  std::string text;
  Block top(text, 0);
  if (!specs.empty()) top.text("name", project_name(specs.front()));
  Block services = top.inner("services");
  for (const ContainerSpec& spec : specs) add_service(spec, services);
  add_objects("volumes", volumes_of(specs), top);
  add_objects("networks", networks_of(specs), top);
  return text;
}

}  // namespace llamero
