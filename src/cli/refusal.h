// Explains after the fact why a server may have refused a request.
#pragma once

#include "llamero/client.h"
#include "llamero/types.h"

namespace llamero {

// When the server refused a request with a field that its version does not know, adds that to the
// error's hint. Costs one look-up of the version, and only for an error that can mean this.
void explain_refusal(Client& client, const GenerationSettings& settings, Error& error);

}  // namespace llamero
