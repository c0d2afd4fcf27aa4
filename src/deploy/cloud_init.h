// A first boot that brings the containers up: user data for cloud-init on Debian and Ubuntu.
#pragma once

#include "base/version_number.h"
#include "llamero/result.h"

#include <cstddef>
#include <string>
#include <vector>

#include "deploy/container_spec.h"

namespace llamero {

// What EC2, and clouds that follow it, take at most, before any encoding.
// Source: docs.aws.amazon.com, EC2 user guide, "instance user data".
inline constexpr std::size_t kMaxUserData = std::size_t{16} * 1024;

// A "#cloud-config" that installs docker, starts the containers with docker_run_script() and pulls
// `models` into the first of them. `api` is that of the docker.io package to come: 1.41 fits all.
// User data can be read by everything that runs on the machine: no secret may be in the specs.
// Errors: Errc::usage for no container, and for a text over kMaxUserData.
[[nodiscard]] Result<std::string> cloud_init_text(const std::vector<ContainerSpec>& specs,
                                                  const VersionNumber& api,
                                                  const std::vector<std::string>& models);

}  // namespace llamero
