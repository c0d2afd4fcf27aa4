#include "base/size_text.h"
#include "base/wait_fd.h"
#include "term/input.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>

namespace llamero {
namespace {

constexpr std::chrono::seconds kSlow{3};

Error too_large(std::size_t max_bytes) {
  return {Errc::usage, "standard input is larger than the limit of " + size_text(max_bytes)};
}

}  // namespace

bool FdInput::shared_with_a_reader() const {
  struct stat info {};
  return fstat(fd_, &info) == 0 && S_ISREG(info.st_mode) && lseek(fd_, 0, SEEK_CUR) > 0;
}

Result<bool> FdInput::read_some() {
  std::array<char, 64 * 1024> chunk{};
  while (true) {
    const ssize_t got = read(fd_, chunk.data(), chunk.size());
    if (got > 0) {
      buffer_.append(chunk.data(), static_cast<std::size_t>(got));
      return true;
    }
    if (got == 0 || errno == EBADF) return false;
    if (errno == EINTR || errno == EAGAIN) return true;  // the caller waits again
    // A background job of a terminal, or a terminal that is gone.
    return Unexpected(Error(
        Errc::usage, "cannot read standard input: " + std::generic_category().message(errno)));
  }
}

Result<std::string> FdInput::read_all(std::size_t max_bytes, Watch& interrupt,
                                      const std::function<void()>& on_slow) {
  std::optional<SteadyTime> slow_at = std::chrono::steady_clock::now() + kSlow;
  while (true) {
    auto ready = wait_fd(fd_, POLLIN, slow_at, interrupt);
    if (!ready) return Unexpected(std::move(ready).error());
    if (!*ready) {
      on_slow();
      slow_at.reset();
      continue;
    }
    auto more = read_some();
    if (!more) return Unexpected(std::move(more).error());
    if (buffer_.size() > max_bytes) return Unexpected(too_large(max_bytes));
    if (!*more) return std::move(buffer_);
  }
}

Result<std::optional<std::string>> FdInput::read_line(std::size_t max_bytes, Watch& interrupt) {
  std::size_t searched = 0;
  while (true) {
    const std::size_t newline = buffer_.find('\n', searched);
    if (newline != std::string::npos) {
      std::string line = buffer_.substr(0, newline);
      buffer_.erase(0, newline + 1);
      return std::optional(std::move(line));
    }
    searched = buffer_.size();
    if (searched > max_bytes) return Unexpected(too_large(max_bytes));
    if (auto ready = wait_fd(fd_, POLLIN, std::nullopt, interrupt); !ready)
      return Unexpected(std::move(ready).error());
    auto more = read_some();
    if (!more) return Unexpected(std::move(more).error());
    if (*more) continue;
    if (buffer_.empty()) return std::optional<std::string>();
    return std::optional(std::exchange(buffer_, {}));
  }
}

}  // namespace llamero
