// Files, as a seam.
#pragma once

#include "llamero/result.h"

#include <cstddef>
#include <string>

namespace llamero {

class FileSystem {
 public:
  virtual ~FileSystem() = default;
  // The whole content. Errors: Errc::usage when it is absent, a directory, unreadable, or larger
  // than `max_bytes` (a regular file is judged before it is read). A signal ends the read of a pipe
  // with the same code; its cause is then waiting in the SignalPipe.
  [[nodiscard]] virtual Result<std::string> read(const std::string& path,
                                                 std::size_t max_bytes) = 0;
};

class RealFileSystem final : public FileSystem {
 public:
  [[nodiscard]] Result<std::string> read(const std::string& path, std::size_t max_bytes) override;
};

}  // namespace llamero
