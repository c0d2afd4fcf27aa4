// Which server a command talks to, and who said so.
#pragma once

#include "base/env.h"
#include "llamero/client.h"
#include "llamero/result.h"

#include <optional>
#include <string>

namespace llamero {

struct ServerChoice {
  Endpoint endpoint;
  std::string source;   // "--host", "LLAMERO_HOST", "OLLAMA_HOST" or "default"
  std::string warning;  // for stderr; may be empty
};

// --host, then LLAMERO_HOST, then OLLAMA_HOST, then http://127.0.0.1:11434. The first two take an
// http or https URL without userinfo, or unix:///path/of/socket. Errors: Errc::usage.
[[nodiscard]] Result<ServerChoice> choose_server(const std::optional<std::string>& host_flag,
                                                 const Env& env);

}  // namespace llamero
