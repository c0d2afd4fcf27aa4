#include "cli/deploy/deploy_host.h"

#include "cli/message.h"

#include "deploy/docker_absence.h"
#include "deploy/local_link.h"
#include "deploy/ssh_link.h"
#include "deploy/survey.h"

namespace llamero {

DeployHost::DeployHost(const ChosenDeployment& chosen, Run run)
    : chosen_(chosen), run_(run), watches_({&run.interrupts}) {
  Services& services = run.services;
  if (run.settings.verbose > 0) {
    tracing_.emplace(services.transport, run.settings.verbose > 1,
                     [&services](const std::string& text) { say_trace(services.err, text); });
  }
  make_link();
}

void DeployHost::make_link() {
  const DeployTarget& target = chosen_.target;
  Services& services = run_.services;
  Transport& inner = tracing_ ? static_cast<Transport&>(*tracing_) : services.transport;
  if (target.kind == DeployTarget::Kind::ssh) {
    link_ = std::make_unique<SshLink>(
        inner, services.processes, services.env,
        SshLink::Options{target.ssh, can_ask_on_terminal(), run_.settings.connect_timeout});
    return;
  }
  link_ = std::make_unique<LocalLink>(inner, services.processes, target.text,
                                      target.kind == DeployTarget::Kind::local);
}

Result<void> DeployHost::reach_anew() {
  engine_.reset();
  make_link();
  return reach();
}

Result<void> DeployHost::reach() {
  if (auto opened = link_->open(watches_); !opened) return opened;
  auto facts = ask_host(*link_, run_.interrupts);
  if (!facts) return Unexpected(std::move(facts).error());
  facts_ = *std::move(facts);
  return {};
}

Result<void> DeployHost::open_engine() {
  auto socket = docker_socket(facts_, chosen_.target.socket, link_->text());
  if (!socket) return Unexpected(std::move(socket).error());
  auto endpoint = link_->to_socket(*socket, watches_);
  if (!endpoint) return Unexpected(std::move(endpoint).error());
  engine_.emplace(link_->transport(), *std::move(endpoint), watches_);
  auto spoken = engine_->negotiate();
  if (spoken || spoken.error().code != Errc::deploy || spoken.error().http_status != 0)
    return spoken;
  auto why = why_no_docker(*link_, *socket, run_.interrupts);
  if (!why) return Unexpected(std::move(why).error());
  return Unexpected(*why ? **std::move(why) : std::move(spoken).error());
}

Result<void> DeployHost::open() {
  if (auto reached = reach(); !reached) return reached;
  return open_engine();
}

Services DeployHost::services_through(Services& services) const {
  return services.with(link_->transport());
}

Settings DeployHost::settings_for(const Settings& settings, const Endpoint& endpoint) {
  Settings through = settings;
  through.server = ServerChoice();
  through.server.endpoint = endpoint;
  through.proxy_source.clear();
  return through;
}

}  // namespace llamero
