#include "deploy/caddy_container.h"

#include <fmt/format.h>

#include "deploy/caddy_config.h"

namespace llamero {

namespace {

constexpr std::int64_t kMemory = 256LL * 1024 * 1024;
constexpr int kHttpsPort = 443;
constexpr int kHttpPort = 80;

// The official image has busybox and no bash, one made of Debian has bash and no wget. It asks the
// listener on the loopback: the public one would want the name, the authority and a token.
HealthCheck health_check() {
  HealthCheck check;
  check.command = fmt::format(
      "timeout 3 wget -q -O /dev/null http://127.0.0.1:{0}/ 2>/dev/null || "
      "timeout 3 bash -c \"exec 3<>/dev/tcp/127.0.0.1/{0} && printf "
      "\\\"GET / HTTP/1.0\\r\\nHost: 127.0.0.1\\r\\n\\r\\n\\\" >&3 && grep -q ok <&3\"",
      kCaddyHealthPort);
  check.timeout = std::chrono::seconds(8);  // of both tries
  return check;
}

std::vector<PublishedPort> ports(const PublicSpec& spec) {
  std::vector<PublishedPort> ports = {
      {.address = {}, .host = spec.https_port, .container = kHttpsPort}};
  // Only an authority asks there, and only Caddy's answer to its challenge is served.
  if (spec.tls == PublicSpec::Tls::acme)
    ports.push_back({.address = {}, .host = kHttpPort, .container = kHttpPort});
  return ports;
}

// A path below kCaddyData as the archive names it.
std::string archived(std::string_view path) {
  return std::string(path.substr(kCaddyData.size() + 1));
}

}  // namespace

ContainerSpec caddy_container(const DeploySpec& spec, const std::string& image) {
  ContainerSpec container;
  container.name = spec.name + "-caddy";
  container.image = image;
  container.command = {"caddy",     "run",      "--config", std::string(kCaddyfilePath),
                       "--adapter", "caddyfile"};
  // Caddy keeps a copy of its configuration in the second; the tokens are not to lie there twice.
  container.env = {
      {"HOME", "/tmp"}, {"XDG_CONFIG_HOME", "/tmp"}, {"XDG_DATA_HOME", std::string(kCaddyData)}};
  container.labels = {{kDeployLabel, spec.name}, {kRoleLabel, "caddy"}};
  container.ports = ports(spec.open);
  container.volumes = {{.volume = spec.name + "-caddy", .path = std::string(kCaddyData)}};
  container.tmpfs = {{.path = "/tmp", .options = "size=16m,mode=1777"}};
  container.network = spec.name + "-net";
  container.health = health_check();
  container.memory = kMemory;
  container.memory_swap = kMemory;
  // Its program wants this capability from its file and would not start without it, also as root.
  container.cap_add = {"NET_BIND_SERVICE"};
  return container;
}

std::vector<TarFile> caddy_files(std::string caddyfile, std::string acme_ca) {
  std::vector<TarFile> files = {
      {.name = "llamero/", .mode = 0700, .content = {}},
      {.name = archived(kCaddyfilePath), .mode = 0600, .content = std::move(caddyfile)}};
  if (!acme_ca.empty())
    files.push_back(
        {.name = archived(kCaddyAcmeCaPath), .mode = 0644, .content = std::move(acme_ca)});
  return files;
}

}  // namespace llamero
