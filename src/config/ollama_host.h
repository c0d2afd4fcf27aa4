// OLLAMA_HOST, read as the official client reads it (envconfig.Host), and working where that
// breaks.
#pragma once

#include "base/url.h"
#include "llamero/result.h"

#include <string>
#include <string_view>

namespace llamero {

struct OllamaHost {
  Url url;
  std::string warning;  // not empty: the port was not a port, and the default took its place
};

// An absent variable is an empty `value`: http://127.0.0.1:11434. Spaces and quotes around it are
// removed; a scheme is optional; http means port 80 and https 443 only where the scheme is written.
// Userinfo becomes Url::userinfo (the official client cannot read it). Errors: Errc::usage.
[[nodiscard]] Result<OllamaHost> parse_ollama_host(std::string_view value);

}  // namespace llamero
