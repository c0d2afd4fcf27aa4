// Signals as data: the handlers write to a pipe, and the loop that polls it decides. The pipe and
// the last signal's number are the one global state of the program, because a handler can reach
// nothing else.
#pragma once

#include "llamero/http.h"

namespace llamero {

class SignalPipe final : public Watch {
 public:
  // Installs handlers for SIGINT, SIGTERM and SIGHUP and ignores SIGPIPE and SIGXFSZ; a signal that
  // was ignored when the program started (nohup) stays ignored. At most one may exist at a time. A
  // second SIGINT that nobody took from the pipe ends the process at once.
  SignalPipe();
  ~SignalPipe() override;
  SignalPipe(const SignalPipe&) = delete;
  SignalPipe& operator=(const SignalPipe&) = delete;

  [[nodiscard]] int fd() const override;
  [[nodiscard]] short events() const override;
  // Errc::interrupted with Error::signal; a value when the pipe turns out to be empty.
  Result<void> on_ready() override;

  // Ends the process by `signal` itself, with its default action, so that a shell sees the truth
  // and its loop stops too.
  [[noreturn]] static void die_by(int signal);
};

}  // namespace llamero
