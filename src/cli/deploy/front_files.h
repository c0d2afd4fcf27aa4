// What Caddy is to serve, and the tokens that it asks for.
#pragma once

#include "cli/deploy/deploy_host.h"

#include "deploy/caddy_config.h"
#include "deploy/rollout.h"

namespace llamero {

struct Front {
  FrontFiles files;
  CaddyTokens tokens;
  bool differs = false;     // from what is there
  bool new_tokens = false;  // they were made just now
};

// The tokens are those of the Caddyfile that is there, so that every operator has the same; new
// ones where there is none, or `rotate`. Errors: Errc::deploy, Errc::usage (the file of
// acme_ca_file); those of the link.
[[nodiscard]] Result<Front> prepare_front(const DeploySpec& spec, bool rotate, DeployHost& host,
                                          Run run);

}  // namespace llamero
