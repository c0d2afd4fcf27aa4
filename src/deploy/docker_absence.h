// Why the socket of docker does not answer. Through a forwarding of ssh all causes look the same;
// only the machine itself can tell them apart.
#pragma once

#include <optional>
#include <string>

#include "deploy/host_link.h"

namespace llamero {

// nullopt: nothing is known beyond the error that there was. Errors: those of the link.
[[nodiscard]] Result<std::optional<Error>> why_no_docker(HostLink& link, const std::string& socket,
                                                         Watch& interrupt);

}  // namespace llamero
