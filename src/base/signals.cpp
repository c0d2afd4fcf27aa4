#include "base/signals.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

namespace llamero {
namespace {

constexpr std::array kHandled = {SIGINT, SIGTERM, SIGHUP};

std::array<int, 2> g_pipe = {-1, -1};
std::atomic<bool> g_untaken{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler uses it");

void reset_and_raise(int signal) {
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  sigaction(signal, &action, nullptr);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  sigprocmask(SIG_UNBLOCK, &set, nullptr);
  raise(signal);
}

// Async-signal-safe: write, sigaction, sigprocmask and raise are.
void on_signal(int signal) {
  const int saved = errno;
  if (g_untaken.exchange(true)) reset_and_raise(signal);
  const auto byte = static_cast<unsigned char>(signal);
  [[maybe_unused]] const ssize_t written = write(g_pipe[1], &byte, 1);
  errno = saved;
}

void install(int signal) {
  struct sigaction old {};
  sigaction(signal, nullptr, &old);
  if (old.sa_handler == SIG_IGN) return;
  struct sigaction action {};
  action.sa_handler = on_signal;
  // No SA_RESTART: a blocked write or read comes back with EINTR and its loop sees the pipe.
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
}

}  // namespace

SignalPipe::SignalPipe() {
  if (pipe2(g_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
    throw std::system_error(errno, std::generic_category(), "pipe");
  }
  for (const int signal : kHandled) install(signal);
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, nullptr);
  sigaction(SIGXFSZ, &ignore, nullptr);  // the write says it: EFBIG
}

SignalPipe::~SignalPipe() {
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  for (const int signal : kHandled) {
    struct sigaction old {};
    sigaction(signal, nullptr, &old);
    if (old.sa_handler == on_signal) sigaction(signal, &action, nullptr);
  }
  for (int& fd : g_pipe) {
    close(fd);
    fd = -1;
  }
}

int SignalPipe::fd() const {
  return g_pipe[0];
}

short SignalPipe::events() const {
  return POLLIN;
}

Result<void> SignalPipe::on_ready() {
  unsigned char byte = 0;
  if (read(g_pipe[0], &byte, 1) != 1) return {};
  g_untaken = false;
  Error error(Errc::interrupted, "interrupted");
  error.signal = byte;
  return Unexpected(std::move(error));
}

void SignalPipe::die_by(int signal) {
  reset_and_raise(signal);
  // Reached only where the signal is blocked or its default action is not to end the process.
  _exit(128 + signal);
}

}  // namespace llamero
