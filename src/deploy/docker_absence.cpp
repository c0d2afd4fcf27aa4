#include "deploy/docker_absence.h"

namespace llamero {
namespace {

constexpr Milliseconds kLimit{15'000};

// The path is in the argument list of the script, quoted by us; it has no quote in it, because
// nothing with one is forwarded (ssh_link.cpp) or found (host_probe.cpp).
std::string question(const std::string& socket) {
  return "s='" + socket + R"sh('
if [ ! -S "$s" ]; then echo docker-is missing
elif ! { [ -r "$s" ] && [ -w "$s" ]; }; then echo docker-is denied
elif command -v docker >/dev/null 2>&1; then
  if DOCKER_HOST= docker -H "unix://$s" version >/dev/null 2>&1; then echo docker-is there
  else echo docker-is silent; fi
elif pidof dockerd >/dev/null 2>&1; then echo docker-is there
else echo docker-is silent; fi
)sh";
}

}  // namespace

Result<std::optional<Error>> why_no_docker(HostLink& link, const std::string& socket,
                                           Watch& interrupt) {
  if (!link.has_shell() || socket.find('\'') != std::string::npos) return std::optional<Error>();
  auto ran = link.run(question(socket), kLimit, interrupt);
  if (!ran) return Unexpected(std::move(ran).error());
  const std::string where = link.text();
  const auto is = [&](std::string_view word) {
    return ran->out.find("docker-is " + std::string(word)) != std::string::npos;
  };
  if (is("missing")) {
    return std::optional(Error(Errc::deploy, "docker on " + where + " has no socket " + socket,
                               "is its daemon running? sudo systemctl start docker there"));
  }
  if (is("denied")) {
    return std::optional(Error(Errc::deploy, "this user may not speak to docker on " + where,
                               "sudo usermod -aG docker USER there, which is as good as root"));
  }
  if (is("silent")) {
    return std::optional(Error(Errc::deploy,
                               "the daemon of docker on " + where +
                                   " is not running: nobody "
                                   "answers at " +
                                   socket,
                               "sudo systemctl start docker there"));
  }
  if (is("there")) {
    return std::optional(Error(
        Errc::tunnel_failed,
        "sshd on " + where + " forbids the forwarding to " + socket + ", where docker answers",
        "its sshd_config needs AllowTcpForwarding and "
        "AllowStreamLocalForwarding yes (or local)"));
  }
  return std::optional<Error>();
}

}  // namespace llamero
