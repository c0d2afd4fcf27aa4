#include "deploy/docker_run.h"

#include "deploy/health_timing.h"
#include "deploy/owned_objects.h"
#include "deploy/quantity_text.h"

namespace llamero {
namespace {

// An option with its value, or a flag alone.
using Option = std::vector<std::string>;

class Options {
 public:
  void flag(bool wanted, const char* name) {
    if (wanted) list_.push_back({name});
  }

  void add(const char* name, const std::string& value) { list_.push_back({name, value}); }

  void add_unless_empty(const char* name, const std::string& value) {
    if (!value.empty()) add(name, value);
  }

  void add_each(const char* name, const std::vector<std::string>& values) {
    for (const std::string& value : values) add(name, value);
  }

  void add_each(const char* name, const NamedValues& values) {
    for (const auto& [key, value] : values) add(name, key + "=" + value);
  }

  [[nodiscard]] std::vector<Option> list() && { return std::move(list_); }

 private:
  std::vector<Option> list_;
};

std::string seconds_option(std::chrono::seconds duration) {
  return std::to_string(duration.count()) + "s";
}

void add_storage(const ContainerSpec& spec, Options& options) {
  for (const VolumeMount& mount : spec.volumes)
    options.add("--volume", mount.volume + ":" + mount.path);
  for (const TmpfsMount& mount : spec.tmpfs)
    options.add("--tmpfs", mount.options.empty() ? mount.path : mount.path + ":" + mount.options);
}

void add_limits(const ContainerSpec& spec, Options& options) {
  if (spec.memory > 0) options.add("--memory", docker_bytes(spec.memory));
  if (spec.memory_swap > 0) options.add("--memory-swap", docker_bytes(spec.memory_swap));
  if (spec.nano_cpus > 0) options.add("--cpus", cpus_text(spec.nano_cpus));
  if (spec.pids > 0) options.add("--pids-limit", std::to_string(spec.pids));
  options.add("--stop-timeout", std::to_string(spec.stop_timeout_s));
}

void add_devices(const ContainerSpec& spec, Options& options) {
  if (spec.nvidia_gpus) options.add("--gpus", "all");
  options.add_each("--device", spec.devices);
  options.add_each("--group-add", spec.groups);
}

void add_confinement(const ContainerSpec& spec, Options& options) {
  options.add_each("--security-opt", spec.security);
  options.add_each("--cap-drop", spec.cap_drop);
  options.add_each("--cap-add", spec.cap_add);
  options.flag(spec.read_only, "--read-only");
  options.flag(spec.privileged, "--privileged");
  options.flag(spec.init, "--init");
}

void add_health(const std::optional<HealthCheck>& check, const VersionNumber& api,
                Options& options) {
  if (!check) return;
  options.add("--health-cmd", check->command);
  options.add("--health-interval", seconds_option(check_interval(*check, api)));
  options.add("--health-timeout", seconds_option(check->timeout));
  options.add("--health-start-period", seconds_option(check->start_period));
  if (has_start_interval(api))
    options.add("--health-start-interval", seconds_option(check->start_interval));
  options.add("--health-retries", std::to_string(check->retries));
}

std::vector<Option> options_of(const ContainerSpec& spec, const VersionNumber& api) {
  Options options;
  options.add_unless_empty("--name", spec.name);
  options.add_unless_empty("--restart", spec.restart);
  options.add_unless_empty("--network", spec.network);
  for (const PublishedPort& port : spec.ports) options.add("--publish", publish_text(port));
  options.add_each("--add-host", spec.extra_hosts);
  add_storage(spec, options);
  add_limits(spec, options);
  add_devices(spec, options);
  add_confinement(spec, options);
  options.add_unless_empty("--log-driver", spec.log_driver);
  options.add_each("--log-opt", spec.log_options);
  options.add_each("--env", spec.env);
  add_health(spec.health, api, options);
  options.add_each("--label", spec.labels);
  return std::move(options).list();
}

std::string make_line(const char* kind, const OwnedObject& object) {
  std::string line = std::string("docker ") + kind + " create";
  for (const auto& [name, value] : object.labels)
    line += " --label " + shell_word(name + "=" + value);
  return line + " " + shell_word(object.name) + " >/dev/null\n";
}

}  // namespace

std::string shell_word(std::string_view text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./_-";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos)
    return std::string(text);
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'')
      word += "'\\''";
    else if (c != '\0')  // no argument of a program can hold it
      word += c;
  }
  return word + "'";
}

std::vector<std::string> docker_run_arguments(const ContainerSpec& spec, const VersionNumber& api) {
  std::vector<std::string> arguments = {"docker", "run", "-d"};
  for (const Option& option : options_of(spec, api))
    arguments.insert(arguments.end(), option.begin(), option.end());
  arguments.push_back(spec.image);
  arguments.insert(arguments.end(), spec.command.begin(), spec.command.end());
  return arguments;
}

std::string docker_run_line(const ContainerSpec& spec, const VersionNumber& api) {
  std::string line = "docker run -d";
  for (const Option& option : options_of(spec, api)) {
    line += " \\\n ";
    for (const std::string& word : option) line += " " + shell_word(word);
  }
  line += " \\\n  " + shell_word(spec.image);
  for (const std::string& word : spec.command) line += " " + shell_word(word);
  return line + "\n";
}

std::string docker_run_script(const std::vector<ContainerSpec>& specs, const VersionNumber& api) {
  std::string script = "#!/bin/sh\nset -eu\n";
  // A second network of the same name would be made without a word.
  for (const OwnedObject& network : networks_of(specs))
    script += "docker network inspect " + shell_word(network.name) + " >/dev/null 2>&1 ||\n  " +
              make_line("network", network);
  for (const OwnedObject& volume : volumes_of(specs)) script += make_line("volume", volume);
  for (const ContainerSpec& spec : specs) script += docker_run_line(spec, api);
  return script;
}

}  // namespace llamero
