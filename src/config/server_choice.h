// Which server a command talks to, and who said so.
#pragma once

#include "base/env.h"
#include "config/remote_store.h"
#include "llamero/client.h"
#include "llamero/result.h"

#include <optional>
#include <string>
#include <vector>

namespace llamero {

struct ServerFlags {
  std::optional<std::string> host;
  std::optional<std::string> remote;
};

struct ServerChoice {
  Endpoint endpoint;  // without the secrets and files of a remote: see engine/credentials.h
  std::optional<Remote> remote;  // the named server, if it is one
  std::string source;            // "--host", "LLAMERO_REMOTE", "remote use", "default", …
  bool host_named_here = false;  // --host or LLAMERO_HOST: the origin that LLAMERO_TOKEN is for
  std::optional<std::string> warning;
  std::vector<std::string> notes;  // for stderr
};

// --host, --remote, LLAMERO_HOST, LLAMERO_REMOTE, OLLAMA_HOST, what `remote use` chose, then
// http://127.0.0.1:11434. --host and LLAMERO_HOST take an http or https URL without userinfo, or
// unix:///path/of/socket. Errors: Errc::usage.
[[nodiscard]] Result<ServerChoice> choose_server(const ServerFlags& flags, const Env& env,
                                                 const RemoteStore& remotes, Watch& interrupt);

// The same for one remote by its name, whatever the environment says.
[[nodiscard]] ServerChoice choice_of(Remote remote, std::string source);

}  // namespace llamero
