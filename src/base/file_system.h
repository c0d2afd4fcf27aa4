// Files, as a seam.
#pragma once

#include "llamero/http.h"
#include "llamero/result.h"

#include <cstddef>
#include <string>

namespace llamero {

class FileSystem {
 public:
  virtual ~FileSystem() = default;
  // The whole content. Errors: Errc::usage when it is absent, a directory, unreadable, larger than
  // `max_bytes` (a regular file is judged before it is read), or a pipe that nothing came out of;
  // those of `interrupt`, which is looked after while a pipe is slow.
  [[nodiscard]] virtual Result<std::string> read(const std::string& path, std::size_t max_bytes,
                                                 Watch& interrupt) = 0;
};

class RealFileSystem final : public FileSystem {
 public:
  [[nodiscard]] Result<std::string> read(const std::string& path, std::size_t max_bytes,
                                         Watch& interrupt) override;
};

}  // namespace llamero
