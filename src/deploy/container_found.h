// A container that is there, as docker tells of it.
#pragma once

#include "llamero/result.h"

#include <string_view>

#include "deploy/container_state.h"

namespace llamero {

// Reads the answer of GET /containers/ID/json; members that are not known are passed over.
//
// `spec` holds what the container is like, also where no spec of ours could have asked for it:
// - ports: those of a random number (`docker run -P`) with the number they have now, or 0;
// - volumes: folders of the host too, and what is unusual about a mount behind its path
//   ("/root/.ollama:ro"); anonymous volumes of the image are left out;
// - network: all of them, as in "llamero, other"; "host" and "container:ID" as docker says them;
// - limits: -1 is an explicit "none", where 0 is what the engine says of a limit it cannot set;
// - devices: "/dev/a:/dev/b:r" where the path or the permissions are not the plain ones.
//
// Errors: Errc::deploy for a text that is no JSON object, or where a member is of another type.
[[nodiscard]] Result<FoundContainer> read_container(std::string_view inspect_json);

}  // namespace llamero
