// Starting and ending one process: the one place with the calls that only Linux has.
#pragma once

#include "base/unique_fd.h"
#include "process/process_runner.h"

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace llamero {

struct SpawnPlan {
  std::vector<std::string> argv;
  std::string search_path;
  // What becomes its descriptors 0, 1 and 2; -1: ours. All of them are above 2.
  int in = -1;
  int out = -1;
  int err = -1;
  int death_signal = 0;  // what the kernel sends it when we die, in whatever way
  bool ignores_interrupt = false;
  bool own_session = false;  // without a terminal
};

// A process of ours. It is reaped at the latest when this goes.
class Process {
 public:
  Process(pid_t pid, UniqueFd pidfd) : pid_(pid), pidfd_(std::move(pidfd)) {}
  Process(Process&& other) noexcept
      : pid_(std::exchange(other.pid_, -1)), pidfd_(std::move(other.pidfd_)), end_(other.end_) {}
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() { stop(); }

  // Becomes readable when it has ended.
  [[nodiscard]] int exit_fd() const { return pidfd_.get(); }
  // nullopt while it runs. Does not wait.
  [[nodiscard]] std::optional<ProcessEnd> end();
  // Waits for its end for as long as that takes.
  ProcessEnd wait();
  // SIGTERM to it and its own children, SIGKILL to it shortly after, and reaps it.
  void stop();

 private:
  std::optional<ProcessEnd> reap(int options);

  pid_t pid_;
  UniqueFd pidfd_;
  std::optional<ProcessEnd> end_;
};

// The paths that are tried for a program, in their order.
[[nodiscard]] std::vector<std::string> program_candidates(const std::string& program,
                                                          std::string_view search_path);

// Every descriptor but 0, 1 and 2 is closed in the new process. Errors: Errc::usage with the reason
// why it could not be started.
[[nodiscard]] Result<Process> spawn(const SpawnPlan& plan);

// A pipe whose ends are closed on exec; the reading end does not block. Errors: Errc::usage.
struct Pipe {
  UniqueFd read;
  UniqueFd write;
};
[[nodiscard]] Result<Pipe> make_pipe();

// A file in memory that is read from its start: unlike a pipe it holds any input at once, and a
// program that does not read it stops nobody. Errors: Errc::usage.
[[nodiscard]] Result<UniqueFd> input_file(std::string_view content);

}  // namespace llamero
