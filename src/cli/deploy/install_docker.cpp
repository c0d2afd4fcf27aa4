#include "cli/deploy/install_docker.h"

#include "cli/confirmation.h"

#include "deploy/container_failure.h"

namespace llamero {
namespace {

constexpr Milliseconds kLimit{15 * 60 * 1000};

// The user stands in a variable of the shell there: nothing of ours is put into a command.
std::vector<std::string> commands_for(const HostFacts& facts) {
  const std::string sudo = facts.root ? "" : "sudo -n ";
  std::vector<std::string> commands = {
      sudo + "apt-get update",
      sudo + "env DEBIAN_FRONTEND=noninteractive apt-get install -y docker.io iptables"};
  if (!facts.root) commands.push_back(sudo + "usermod -aG docker \"$(id -un)\"");
  commands.push_back("[ ! -d /run/systemd/system ] || " + sudo + "systemctl enable --now docker");
  return commands;
}

}  // namespace

Result<void> install_docker(DeployHost& host, bool yes, DeployDisplay& display, Run run) {
  const auto& facts = host.facts();
  const std::string where = host.link().text();
  if (!facts || (facts->os_id != "debian" && facts->os_id != "ubuntu")) {
    return Unexpected(Error(Errc::deploy,
                            "docker is installed by llamero on Debian and Ubuntu only, and " +
                                where + " is " + (facts ? facts->os : "not known"),
                            "install it by hand: https://docs.docker.com/engine/install"));
  }
  if (!facts->root && !facts->sudo) {
    return Unexpected(Error(Errc::deploy,
                            "the packages need root, and " + facts->user + " on " + where +
                                " has no sudo without a password",
                            "install docker.io there by hand, and put the user into its group"));
  }
  const auto commands = commands_for(*facts);
  display.tell("docker for " + where + ":");
  for (const std::string& command : commands) display.tell("  $ " + command);
  if (!yes) {
    auto agreed = confirm("run these on " + where + "?", run);
    if (!agreed) return Unexpected(std::move(agreed).error());
    if (!*agreed) return Unexpected(Error(Errc::deploy, "docker was not installed"));
  }
  for (const std::string& command : commands) {
    display.tell("running: " + command);
    auto ran = host.link().run(command + " </dev/null 2>&1", kLimit, run.interrupts);
    if (!ran) return Unexpected(std::move(ran).error());
    if (ran->end.status == 0) continue;
    const auto last = last_log_lines(ran->out, 1);
    return Unexpected(Error(Errc::deploy, "\"" + command + "\" failed on " + where +
                                              (last.empty() ? "" : ": " + last.front())));
  }
  return host.reach_anew();
}

}  // namespace llamero
