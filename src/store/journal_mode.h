// Whether SQLite's write-ahead log can be used where a database is.
#pragma once

#include <string>

namespace llamero {

// False on network and FUSE file systems (NFS homes): the log needs memory that all processes
// share, and two machines share none. True where the kernel does not say.
[[nodiscard]] bool wal_can_work(const std::string& folder);

}  // namespace llamero
