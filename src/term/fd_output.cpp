#include "base/wait_fd.h"
#include "term/output.h"

#include <climits>

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace llamero {
namespace {

bool is_regular_file(int fd) {
  struct stat status {};
  return fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

// True also where a write would fail: it is the write that says why. A negative descriptor is one
// that poll would pass over.
bool write_will_not_block(int fd) {
  pollfd entry = {fd, POLLOUT, 0};
  return fd < 0 || (poll(&entry, 1, 0) > 0 && entry.revents != 0);
}

Error write_error(const std::string& name, int number) {
  const Errc code = number == EPIPE ? Errc::output_closed : Errc::output_failed;
  Error error(code, "cannot write to " + name + ": " + std::generic_category().message(number));
  if (number == ENOSPC || number == EDQUOT) error.hint = "make room there, or write elsewhere";
  if (number == EFBIG) error.hint = "raise the file size limit (ulimit -f), or write elsewhere";
  if (number == EBADF) error.hint = "it is closed: redirect it to a file or to /dev/null";
  return error;
}

}  // namespace

FdOutput::FdOutput(int fd, StreamCaps caps, std::string name)
    : Output(caps), fd_(fd), regular_file_(is_regular_file(fd)), name_(std::move(name)) {}

short FdOutput::events() const {
  return pending() > 0 ? POLLOUT : 0;
}

Result<void> FdOutput::flush() {
  while (pending() > 0) {
    if (!regular_file_ && !write_will_not_block(fd_)) return {};
    const std::string_view rest = unwritten();
    const std::size_t most =
        regular_file_ ? rest.size() : std::min<std::size_t>(rest.size(), PIPE_BUF);
    const ssize_t written = write(fd_, rest.data(), most);
    // A signal ends the attempt instead of repeating it: the write may block where poll was wrong
    // (a stopped terminal), and whoever called must get to see what the signal asked for.
    if (written < 0 && (errno == EINTR || errno == EAGAIN)) return {};
    if (written <= 0) return Unexpected(write_error(name_, written < 0 ? errno : EIO));
    consume(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> FdOutput::on_ready() {
  if (pending() > 0) return flush();
  // Nothing was asked of poll, so it told of an error: the reader of the pipe, or the terminal, is
  // gone. Who waits for a model that loads should not wait for nobody.
  return Unexpected(write_error(name_, EPIPE));
}

Result<void> FdOutput::drain(Watch& interrupt) {
  while (true) {
    Result<void> flushed = flush();
    if (!flushed || pending() == 0) return flushed;
    const Result<bool> ready = wait_fd(fd_, POLLOUT, std::nullopt, interrupt);
    if (!ready) return Unexpected(ready.error());
  }
}

}  // namespace llamero
