// Names of sessions and tags.
#pragma once

#include "llamero/result.h"
#include "store/stored_session.h"

#include <optional>
#include <string>

namespace llamero {

inline constexpr std::size_t kMaxSessionName = 100;  // bytes

// A name is valid UTF-8 without blanks and control characters, does not begin with "-" and is no
// number, because numbers are the ids. Errors: Errc::usage.
[[nodiscard]] Result<void> check_session_name(const std::string& name);
// The same, but a tag may be a number.
[[nodiscard]] Result<void> check_session_tag(const std::string& tag);

// "12" as an id; nullopt: it is none.
[[nodiscard]] std::optional<SessionId> session_id_of(const std::string& text);

}  // namespace llamero
