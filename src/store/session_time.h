// Times of sessions, as they are kept and as they are written.
#pragma once

#include "store/stored_session.h"

#include <cstdint>
#include <string>

namespace llamero {

[[nodiscard]] inline std::int64_t milliseconds_of(WallTime time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

[[nodiscard]] inline WallTime wall_time(std::int64_t milliseconds) {
  return WallTime(std::chrono::milliseconds(milliseconds));
}

// RFC 3339 in UTC with milliseconds: "2026-01-02T03:04:05.678Z".
[[nodiscard]] std::string rfc3339_utc(WallTime time);

}  // namespace llamero
