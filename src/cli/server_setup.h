// From what was typed and configured to a server that can be talked to.
#pragma once

#include "cli/services.h"
#include "cli/settings.h"

namespace llamero {

// Chooses the server, its way and its credentials, puts them into `settings` and says what people
// should know about it. Errors: Errc::usage, Errc::withheld; those of `interrupt` (a helper that
// prints a token may be slow).
[[nodiscard]] Result<void> set_up_server(Settings& settings, Services& services, Watch& interrupt);

// The second half, for a server that is chosen already.
[[nodiscard]] Result<void> equip_server(Settings& settings, Services& services, Watch& interrupt);

}  // namespace llamero
