// A container as commands for docker's own client.
#pragma once

#include "base/version_number.h"

#include <string>
#include <string_view>
#include <vector>

#include "deploy/container_spec.h"

namespace llamero {

// The argv of `docker run -d …`, with "docker" as its first word. The container is the one that
// create_body() (container_json.h) asks for.
[[nodiscard]] std::vector<std::string> docker_run_arguments(const ContainerSpec& spec,
                                                            const VersionNumber& api);

// The same for a POSIX shell, one option per line, with a line end.
[[nodiscard]] std::string docker_run_line(const ContainerSpec& spec, const VersionNumber& api);

// A script for sh that makes the networks and the labelled volumes first; it stops at the first
// command that fails.
[[nodiscard]] std::string docker_run_script(const std::vector<ContainerSpec>& specs,
                                            const VersionNumber& api);

// `text` as one word of a POSIX shell: as it is, or in single quotes.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace llamero
