// What a search in the sessions has found, for people.
#pragma once

#include "cli/command.h"
#include "store/session_store.h"

#include <span>

namespace llamero {

// A line for each turn; the words that were looked for stand out where the terminal has colours.
Result<ExitCode> print_found(std::span<const SearchHit> hits, Run run);

}  // namespace llamero
