// Files, as a seam.
#pragma once

#include "llamero/http.h"
#include "llamero/result.h"
#include "llamero/secret.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

class FileSystem {
 public:
  // Only the owner, or everybody as far as the umask allows.
  enum class Access { owner, umask };

  virtual ~FileSystem() = default;

  // The whole content. Errors: Errc::usage when it is absent, a directory, unreadable, larger than
  // `max_bytes` (a regular file is judged before it is read), or a pipe that nothing came out of;
  // those of `interrupt`, which is looked after while a pipe is slow.
  [[nodiscard]] virtual Result<std::string> read(const std::string& path, std::size_t max_bytes,
                                                 Watch& interrupt) = 0;

  // As read, but only from a file that a secret may be in: see base/secret_file.h.
  [[nodiscard]] virtual Result<Secret> read_secret(const std::string& path, std::size_t max_bytes,
                                                   Watch& interrupt) = 0;

  // Puts `content` in the place of `path` in one step, after it is on the disk; missing directories
  // are made, 0700. Whatever goes wrong, the old content stays. Only a file or a link is ever
  // replaced. Errors: Errc::output_failed.
  [[nodiscard]] virtual Result<void> write(const std::string& path, std::string_view content,
                                           Access access) = 0;

  // Adds a line to a log that only its owner reads; missing directories are made, 0700. Lines of
  // two programs do not mix. Errors: Errc::output_failed.
  [[nodiscard]] virtual Result<void> append_line(const std::string& path,
                                                 std::string_view line) = 0;

  // Names in a directory, sorted; none when there is no such directory. Errors: Errc::usage.
  [[nodiscard]] virtual Result<std::vector<std::string>> list(const std::string& path) = 0;
  [[nodiscard]] virtual bool exists(const std::string& path) = 0;

  // Errors: Errc::output_failed. `rename_new` fails where `to` exists.
  [[nodiscard]] virtual Result<void> rename_new(const std::string& from, const std::string& to) = 0;
  [[nodiscard]] virtual Result<void> remove(const std::string& path) = 0;
};

class RealFileSystem final : public FileSystem {
 public:
  [[nodiscard]] Result<std::string> read(const std::string& path, std::size_t max_bytes,
                                         Watch& interrupt) override;
  [[nodiscard]] Result<Secret> read_secret(const std::string& path, std::size_t max_bytes,
                                           Watch& interrupt) override;
  [[nodiscard]] Result<void> write(const std::string& path, std::string_view content,
                                   Access access) override;
  [[nodiscard]] Result<void> append_line(const std::string& path, std::string_view line) override;
  [[nodiscard]] Result<std::vector<std::string>> list(const std::string& path) override;
  [[nodiscard]] bool exists(const std::string& path) override;
  [[nodiscard]] Result<void> rename_new(const std::string& from, const std::string& to) override;
  [[nodiscard]] Result<void> remove(const std::string& path) override;
};

}  // namespace llamero
