// Waiting until a server is idle. Ollama has no queue to ask for, and cuts its streams when it is
// stopped: what can be seen from outside are the connections that it has.
#pragma once

#include <string>
#include <string_view>

#include "deploy/docker_engine.h"
#include "deploy/host_link.h"

namespace llamero {

// The connections that are established to `port`, of the texts of /proc/net/tcp and tcp6.
[[nodiscard]] int established_connections(std::string_view proc_net_tcp, int port);

// Asks within the container, until none is left or `limit` has passed; how many are left. Errors:
// those of the engine and the watches.
[[nodiscard]] Result<int> await_idle(HostLink& link, DockerEngine& engine, const std::string& name,
                                     Milliseconds limit, HostLink::Watches watches);

}  // namespace llamero
