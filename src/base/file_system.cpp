#include "base/file_system.h"

#include "base/size_text.h"
#include "base/unique_fd.h"
#include "base/wait_fd.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace llamero {
namespace {

Error unreadable(const std::string& path, const std::string& why) {
  return {Errc::usage, "cannot read \"" + path + "\": " + why};
}

Error system_error(const std::string& path) {
  return unreadable(path, std::generic_category().message(errno));
}

Error too_large(const std::string& path, std::size_t max_bytes) {
  return unreadable(path, "it is larger than the limit of " + size_text(max_bytes));
}

// `fd` is non-blocking: a pipe must not make the program deaf.
Result<std::string> read_all(int fd, const std::string& path, std::size_t max_bytes,
                             Watch& interrupt) {
  std::string content;
  std::array<char, 64 * 1024> buffer{};
  while (true) {
    if (auto ready = wait_fd(fd, POLLIN, std::nullopt, interrupt); !ready) {
      return Unexpected(std::move(ready).error());
    }
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (got < 0) return Unexpected(system_error(path));
    if (got == 0) return content;
    content.append(buffer.data(), static_cast<std::size_t>(got));
    if (content.size() > max_bytes) return Unexpected(too_large(path, max_bytes));
  }
}

}  // namespace

Result<std::string> RealFileSystem::read(const std::string& path, std::size_t max_bytes,
                                         Watch& interrupt) {
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) return Unexpected(system_error(path));
  struct stat info {};
  if (fstat(fd.get(), &info) != 0) return Unexpected(system_error(path));
  if (S_ISDIR(info.st_mode)) return Unexpected(unreadable(path, "it is a directory"));
  if (S_ISREG(info.st_mode) && static_cast<std::uintmax_t>(info.st_size) > max_bytes) {
    return Unexpected(too_large(path, max_bytes));
  }
  auto content = read_all(fd.get(), path, max_bytes, interrupt);
  // A fifo that nobody has opened for writing is at its end at once.
  if (content && content->empty() && S_ISFIFO(info.st_mode)) {
    return Unexpected(unreadable(path, "it is a pipe, and nothing came out of it"));
  }
  return content;
}

}  // namespace llamero
