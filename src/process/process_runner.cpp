#include "process/process_runner.h"

#include "base/duration.h"
#include "base/size_text.h"
#include "process/spawn.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

namespace llamero {
namespace {

// Reading stops after so many reads in a row: what never stops talking must not keep us.
constexpr int kReadsInARow = 64;

// The reading end of a pipe, closed at its end of file.
class Drain {
 public:
  explicit Drain(UniqueFd fd) : fd_(std::move(fd)) {}

  [[nodiscard]] int fd() const { return fd_.get(); }
  // Takes what is there, without waiting.
  template <class Take>
  void read_on(Take take) {
    std::array<char, 16 * 1024> buffer{};
    for (int i = 0; fd_ && i < kReadsInARow; ++i) {
      const ssize_t got = ::read(fd_.get(), buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0 && errno == EAGAIN) return;
      if (got <= 0) fd_ = UniqueFd();
      if (got > 0) take(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
    }
  }

 private:
  UniqueFd fd_;
};

void append_tail(std::string& tail, std::string_view bytes) {
  tail += bytes;
  if (tail.size() > Child::kErrorBytes) tail.erase(0, tail.size() - Child::kErrorBytes);
}

Error stopped(const std::string& program, const std::string& why) {
  return {Errc::usage, "\"" + program + "\" was stopped: " + why};
}

UniqueFd open_null() {
  return UniqueFd(open("/dev/null", O_RDWR | O_CLOEXEC));
}

class RealChild final : public Child {
 public:
  RealChild(Process process, UniqueFd err) : process_(std::move(process)), err_(std::move(err)) {}

  [[nodiscard]] int exit_fd() const override { return process_.exit_fd(); }
  [[nodiscard]] int error_fd() const override { return err_.fd(); }
  [[nodiscard]] const std::string& error_text() override {
    err_.read_on([this](std::string_view bytes) { append_tail(text_, bytes); });
    return text_;
  }
  [[nodiscard]] std::optional<ProcessEnd> end() override { return process_.end(); }

 private:
  Process process_;
  Drain err_;
  std::string text_;
};

// A program on its way to its end, and what it says.
class Run {
 public:
  Run(Process process, UniqueFd out, UniqueFd err, const RunLimits& limits, std::string program)
      : process_(std::move(process)),
        out_(std::move(out)),
        err_(std::move(err)),
        limits_(limits),
        program_(std::move(program)),
        until_(std::chrono::steady_clock::now() + limits.time) {}

  Result<ProcessOutput> finish(Watch& interrupt) {
    while (true) {
      if (auto waited = wait_turn(interrupt); !waited) return Unexpected(std::move(waited).error());
      const auto ended = process_.end();  // asked first: what it wrote before its end is there
      read_on();
      if (output_.out.size() > limits_.out_bytes) {
        return Unexpected(
            stopped(program_, "it said more than the limit of " + size_text(limits_.out_bytes)));
      }
      if (ended) {
        output_.end = *ended;
        return std::move(output_);
      }
      if (std::chrono::steady_clock::now() >= until_) {
        return Unexpected(stopped(program_, "it did not end within " + elapsed_text(limits_.time)));
      }
    }
  }

 private:
  void read_on() {
    out_.read_on([this](std::string_view bytes) {
      if (output_.out.size() <= limits_.out_bytes) output_.out += bytes;
    });
    err_.read_on([this](std::string_view bytes) { append_tail(output_.err, bytes); });
  }

  Result<void> wait_turn(Watch& interrupt) {
    std::array<pollfd, 4> fds = {pollfd{process_.exit_fd(), POLLIN, 0},
                                 pollfd{out_.fd(), POLLIN, 0}, pollfd{err_.fd(), POLLIN, 0},
                                 pollfd{interrupt.fd(), interrupt.events(), 0}};
    SteadyTime next = until_;
    if (const auto tick = interrupt.next_tick()) next = std::min(next, *tick);
    const SteadyTime before = std::chrono::steady_clock::now();
    const auto left = std::chrono::ceil<Milliseconds>(std::max(next, before) - before);
    constexpr Milliseconds::rep longest = 3'600'000;
    poll(fds.data(), fds.size(), static_cast<int>(std::min(left.count(), longest)));
    if (fds[3].revents != 0) {
      if (auto served = interrupt.on_ready(); !served) return served;
    }
    const SteadyTime now = std::chrono::steady_clock::now();
    if (const auto tick = interrupt.next_tick(); tick && *tick <= now)
      return interrupt.on_tick(now);
    return {};
  }

  Process process_;
  Drain out_;
  Drain err_;
  const RunLimits& limits_;
  std::string program_;
  SteadyTime until_;
  ProcessOutput output_;
};

// As system(3): while a program has the terminal, its keys are not ours. They are held back while
// it starts, because it must not inherit that they are ignored.
class TerminalKeysIgnored {
 public:
  TerminalKeysIgnored() {
    sigset_t keys;
    sigemptyset(&keys);
    sigaddset(&keys, SIGINT);
    sigaddset(&keys, SIGQUIT);
    sigprocmask(SIG_BLOCK, &keys, &mask_);
    sigaction(SIGINT, nullptr, &interrupt_);
    sigaction(SIGQUIT, nullptr, &quit_);
  }
  TerminalKeysIgnored(const TerminalKeysIgnored&) = delete;
  TerminalKeysIgnored& operator=(const TerminalKeysIgnored&) = delete;
  ~TerminalKeysIgnored() {
    sigprocmask(SIG_SETMASK, &mask_, nullptr);
    sigaction(SIGINT, &interrupt_, nullptr);
    sigaction(SIGQUIT, &quit_, nullptr);
  }

  // The program runs: what was held back is dropped, and all that follows.
  void program_started() {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGINT, &ignore, nullptr);
    sigaction(SIGQUIT, &ignore, nullptr);
    sigprocmask(SIG_SETMASK, &mask_, nullptr);
  }

 private:
  sigset_t mask_{};
  struct sigaction interrupt_ {};
  struct sigaction quit_ {};
};

Error no_pipe() {
  return {Errc::usage, "cannot start a program: no pipe could be made"};
}

}  // namespace

bool RealProcessRunner::finds(const std::string& program) const {
  const std::vector<std::string> paths = program_candidates(program, search_path_);
  return std::any_of(paths.begin(), paths.end(),
                     [](const std::string& path) { return access(path.c_str(), X_OK) == 0; });
}

Result<ProcessOutput> RealProcessRunner::run(const std::vector<std::string>& argv,
                                             const RunLimits& limits, Watch& interrupt) {
  const UniqueFd null = open_null();
  auto out = make_pipe();
  auto err = make_pipe();
  if (!null || !out || !err) return Unexpected(no_pipe());
  SpawnPlan plan{argv, search_path_, null.get(), out->write.get(), err->write.get(), SIGKILL};
  auto process = spawn(plan);
  if (!process) return Unexpected(std::move(process).error());
  out->write = UniqueFd();
  err->write = UniqueFd();
  Run run(*std::move(process), std::move(out->read), std::move(err->read), limits, argv.front());
  return run.finish(interrupt);
}

Result<ProcessOutput> RealProcessRunner::feed(const std::vector<std::string>& argv,
                                              std::string_view input, const RunLimits& limits,
                                              Watch& interrupt) {
  const UniqueFd null = open_null();
  auto in = input_file(input);
  auto err = make_pipe();
  if (!in) return Unexpected(std::move(in).error());
  if (!null || !err) return Unexpected(no_pipe());
  SpawnPlan plan{argv, search_path_, in->get(), null.get(), err->write.get(), SIGKILL};
  plan.own_session = true;
  auto process = spawn(plan);
  if (!process) return Unexpected(std::move(process).error());
  err->write = UniqueFd();
  Run run(*std::move(process), UniqueFd(), std::move(err->read), limits, argv.front());
  return run.finish(interrupt);
}

Result<ProcessEnd> RealProcessRunner::run_on_terminal(const std::vector<std::string>& argv) {
  SpawnPlan plan{argv, search_path_};
  plan.death_signal = SIGHUP;  // editors keep what was not saved
  TerminalKeysIgnored keys;
  auto process = spawn(plan);
  if (!process) return Unexpected(std::move(process).error());
  keys.program_started();
  return process->wait();
}

Result<std::unique_ptr<Child>> RealProcessRunner::start(const std::vector<std::string>& argv) {
  const UniqueFd null = open_null();
  auto err = make_pipe();
  if (!null || !err) return Unexpected(no_pipe());
  // SIGTERM and not SIGKILL: ssh ends the ssh of its jump host only when it may end by itself.
  SpawnPlan plan{argv, search_path_, null.get(), null.get(), err->write.get(), SIGTERM, true};
  auto process = spawn(plan);
  if (!process) return Unexpected(std::move(process).error());
  return std::unique_ptr<Child>(
      std::make_unique<RealChild>(*std::move(process), std::move(err->read)));
}

bool can_ask_on_terminal() {
  const UniqueFd terminal(open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  return terminal && tcgetpgrp(terminal.get()) == getpgrp();
}

}  // namespace llamero
