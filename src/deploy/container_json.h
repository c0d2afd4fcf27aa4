// A container as the Engine API takes it.
#pragma once

#include "base/version_number.h"

#include <string>

#include "deploy/container_spec.h"

namespace llamero {

// The body of POST /containers/create?name=…: compact JSON, keys in a fixed order. It asks for what
// `docker run` asks for with docker_run_arguments() (docker_run.h), so that inspect shows the same.
// Bytes that are not UTF-8 become U+FFFD.
// Source: docs.docker.com/reference/api/engine, ContainerCreate; durations are nanoseconds there.
[[nodiscard]] std::string create_body(const ContainerSpec& spec, const VersionNumber& api);

}  // namespace llamero
