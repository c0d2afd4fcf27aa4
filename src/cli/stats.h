// The figures of an answer, as the official client's --verbose prints them.
#pragma once

#include "llamero/types.h"

#include <string>

namespace llamero {

// One line a figure; a figure that the server did not send has none.
[[nodiscard]] std::string stats_text(const Usage& usage);

}  // namespace llamero
