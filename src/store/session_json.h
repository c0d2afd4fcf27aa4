// Sessions as JSON: the members of docs/formats/session.md.
#pragma once

#include "store/session_store.h"

#include <string>

namespace llamero {

// One object each, on one line. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string json_of(const SessionInfo& session);
[[nodiscard]] std::string json_of(const StoredTurn& turn);
[[nodiscard]] std::string json_of(const SearchHit& hit);

}  // namespace llamero
