#include "base/terminal_signals.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace llamero {
namespace {

constexpr std::array kHandled = {SIGWINCH, SIGCONT};

std::array<int, 2> g_pipe = {-1, -1};
std::array<struct sigaction, 2> g_before{};

// Async-signal-safe. A full pipe has told it already.
void on_signal(int signal) {
  const int saved = errno;
  const auto byte = static_cast<unsigned char>(signal);
  [[maybe_unused]] const ssize_t written = write(g_pipe[1], &byte, 1);
  errno = saved;
}

}  // namespace

WindowSize ask_window_size(int fd) {
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return {};
  return {size.ws_col, size.ws_row};
}

TerminalSignals::TerminalSignals() {
  if (pipe2(g_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
    throw std::system_error(errno, std::generic_category(), "pipe");
  for (std::size_t i = 0; i < kHandled.size(); ++i) {
    struct sigaction action {};
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    sigaction(kHandled[i], &action, &g_before[i]);
  }
}

TerminalSignals::~TerminalSignals() {
  for (std::size_t i = 0; i < kHandled.size(); ++i) sigaction(kHandled[i], &g_before[i], nullptr);
  for (int& fd : g_pipe) {
    close(fd);
    fd = -1;
  }
}

int TerminalSignals::fd() const {
  return g_pipe[0];
}

short TerminalSignals::events() const {
  return POLLIN;
}

Result<void> TerminalSignals::on_ready() {
  std::array<unsigned char, 64> bytes{};
  const ssize_t count = read(g_pipe[0], bytes.data(), bytes.size());
  for (ssize_t i = 0; i < count; ++i) {
    const int signal = bytes[static_cast<std::size_t>(i)];
    (signal == SIGCONT ? continued_ : resized_) = true;
  }
  return {};
}

}  // namespace llamero
