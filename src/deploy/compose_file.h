// Containers as a file for `docker compose`.
#pragma once

#include <string>
#include <vector>

#include "deploy/container_spec.h"

namespace llamero {

// A compose.yaml: the project has the name in kDeployLabel (else that of the first container), the
// services and containers have those of the specs. Strings stand in quotes, `$` is doubled.
// The file does not know its engine: the health check is that of an old one (health_timing.h).
// Source: github.com/compose-spec/compose-spec, spec.md.
[[nodiscard]] std::string compose_text(const std::vector<ContainerSpec>& specs);

}  // namespace llamero
