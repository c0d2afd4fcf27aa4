// Files that only their owner may read, in folders that only their owner may enter.
#pragma once

#include "base/unique_fd.h"
#include "llamero/result.h"

#include <string>
#include <string_view>

namespace llamero {

// Makes the folder and those above it, 0700; one that is there stays as it is. Errors:
// Errc::output_failed.
[[nodiscard]] Result<void> make_private_folder(const std::string& folder);

// Opens with `flags` of open(2), 0600 where it is made now, closed in programs that are started.
// Missing folders are made when `flags` has O_CREAT. Errors: Errc::output_failed.
[[nodiscard]] Result<UniqueFd> open_private(const std::string& path, int flags);

// All of the file; no content where there is none. Errors: Errc::usage.
[[nodiscard]] Result<std::string> read_private(const std::string& path);

// Writes everything to `fd`. Errors: Errc::output_failed that names `path`; a part may be written.
[[nodiscard]] Result<void> write_whole(int fd, const std::string& path, std::string_view bytes);

// Takes the lock of flock(2) and waits for it. Errors: Errc::output_failed.
[[nodiscard]] Result<void> wait_for_lock(int fd, const std::string& path);

// "cannot write FILE: " and the text of errno.
[[nodiscard]] Error unwritable_file(const std::string& path);

}  // namespace llamero
