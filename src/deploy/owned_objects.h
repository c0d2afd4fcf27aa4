// The volumes and networks that containers need before they can be made.
#pragma once

#include <string>
#include <vector>

#include "deploy/container_spec.h"

namespace llamero {

struct OwnedObject {
  std::string name;
  NamedValues labels;  // kDeployLabel, and for a volume kRoleLabel, of the first that uses it
};

// Each once, in the order of their first use. A folder of the host ("/srv/models") is no volume.
[[nodiscard]] std::vector<OwnedObject> volumes_of(const std::vector<ContainerSpec>& specs);

// Each once; without those that docker brings along (bridge, host, none, another container's).
[[nodiscard]] std::vector<OwnedObject> networks_of(const std::vector<ContainerSpec>& specs);

}  // namespace llamero
