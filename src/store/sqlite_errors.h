// What SQLite's codes mean to a person: what failed, in which file, and what to do about it.
#pragma once

#include "llamero/error.h"

#include <string>
#include <string_view>

namespace llamero {

// `code`: an extended result code; `text`: SQLite's own words; `system_error`: the errno behind it,
// or 0. Errc::usage for a file that cannot be read, Errc::output_failed for one that cannot be
// written now (full, read-only, busy).
[[nodiscard]] Error sqlite_error(const std::string& path, int code, std::string_view text,
                                 int system_error);

// The file is no database, or a page of it is broken: writing on would make it worse.
[[nodiscard]] bool means_damage(int code);

}  // namespace llamero
