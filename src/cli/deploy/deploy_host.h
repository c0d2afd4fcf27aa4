// The machine of a deployment, opened: the way there, what it is like, and its docker.
#pragma once

#include "cli/command.h"
#include "cli/deploy/chosen_deployment.h"
#include "net/tracing_transport.h"

#include <memory>
#include <optional>
#include <vector>

#include "deploy/docker_engine.h"
#include "deploy/host_facts.h"
#include "deploy/host_link.h"

namespace llamero {

class DeployHost {
 public:
  // References must outlive this.
  DeployHost(const ChosenDeployment& chosen, Run run);

  // Logs in, asks the machine and its docker. Errors: Errc::tunnel_failed, Errc::ssh_refused;
  // Errc::deploy: docker is not there, or not for us.
  Result<void> open();
  // The login alone, and what the machine is like.
  Result<void> reach();
  Result<void> reach_anew();  // by another login
  Result<void> open_engine();

  [[nodiscard]] HostLink& link() { return *link_; }
  [[nodiscard]] DockerEngine& engine() { return *engine_; }
  [[nodiscard]] const std::optional<HostFacts>& facts() const { return facts_; }
  [[nodiscard]] const std::vector<Watch*>& watches() const { return watches_; }

  // A command's world whose server is the one at `endpoint`, through the link.
  [[nodiscard]] Services services_through(Services& services) const;
  [[nodiscard]] static Settings settings_for(const Settings& settings, const Endpoint& endpoint);

 private:
  void make_link();

  const ChosenDeployment& chosen_;
  Run run_;
  std::vector<Watch*> watches_;
  std::optional<TracingTransport> tracing_;  // with --verbose
  std::unique_ptr<HostLink> link_;
  std::optional<HostFacts> facts_;
  std::optional<DockerEngine> engine_;
};

}  // namespace llamero
