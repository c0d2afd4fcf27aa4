// Brings about what a plan says, step by step. Whatever step is the last one that was done (a link
// that died, a Ctrl-C), the next plan goes on from there.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "deploy/caddy_config.h"
#include "deploy/plan.h"
#include "deploy/readiness.h"

namespace llamero {

struct RolloutHooks {
  std::function<void(const std::string& text)> on_step;  // what is begun
  DockerEngine::OnImageProgress on_image;
  std::function<void(const std::string& text)> on_warning;
  ReadinessHooks readiness;
};

// What the front is to serve.
struct FrontFiles {
  std::string caddyfile;
  std::string acme_ca;  // PEM; empty: none
};

class Rollout {
 public:
  // The references must outlive this.
  Rollout(HostLink& link, DockerEngine& engine, const DeploySpec& spec, const Plan& plan,
          const FrontFiles& front, RolloutHooks& hooks, HostLink::Watches watches)
      : link_(link),
        engine_(engine),
        spec_(spec),
        plan_(plan),
        front_(front),
        hooks_(hooks),
        watches_(watches),
        readiness_(link, engine, spec, hooks.readiness, watches) {}

  // A container that takes the place of another has to pass its gate; if it does not, the other one
  // is put back and started, and the error says both. Errors: Errc::deploy; those of the link and
  // the watches.
  Result<void> run();

  [[nodiscard]] const Readiness& readiness() const { return readiness_; }
  // The root certificate of tls internal; empty otherwise.
  [[nodiscard]] const std::string& authority() const { return authority_; }

 private:
  Result<void> settle_leftovers();
  Result<void> fetch_images();
  Result<void> make_kept();
  Result<void> place_server();
  Result<void> swap_server();
  Result<void> prove();
  Result<void> drop_replaced_image();
  Result<void> go_back(const Error& why);
  Result<void> place_front();
  Result<void> put_front_files();
  Result<void> read_authority();
  Result<void> create(const ContainerSpec& container, const std::string& name);

  HostLink& link_;
  DockerEngine& engine_;
  const DeploySpec& spec_;
  const Plan& plan_;
  const FrontFiles& front_;
  RolloutHooks& hooks_;
  HostLink::Watches watches_;
  Readiness readiness_;
  std::string authority_;
};

}  // namespace llamero
