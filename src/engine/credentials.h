// Fetches the secrets of a server, and decides whether they may go where they would go.
#pragma once

#include "base/env.h"
#include "base/file_system.h"
#include "config/server_choice.h"
#include "llamero/result.h"
#include "process/process_runner.h"

#include <string>
#include <vector>

namespace llamero {

struct SecretSources {
  FileSystem& files;
  ProcessRunner& processes;
  const Env& env;
};

// The secret itself: of a file, or of what a command prints, without the line break at its end.
// `what` names it in errors ("token of prod"). Once one was read, the process leaves no core file.
// Errors: Errc::usage (it is empty, has several lines or control characters, cannot be had); those
// of `interrupt`.
[[nodiscard]] Result<Secret> fetch_secret(const SecretSource& source, const std::string& what,
                                          const SecretSources& from, Watch& interrupt);

// Adds to the endpoint of `choice` what its remote keeps in files: credentials, headers, TLS. And
// LLAMERO_TOKEN, which goes only to the origin that --host or LLAMERO_HOST names in the same run.
// Errors: as fetch_secret; Errc::withheld when a secret would go over plain http to another
// machine.
[[nodiscard]] Result<void> add_credentials(ServerChoice& choice, const SecretSources& from,
                                           Watch& interrupt);

}  // namespace llamero
