// Other programs, as a seam. They are started by argv, never by a shell, and none outlives us but
// what feed() leaves.
#pragma once

#include "llamero/http.h"
#include "llamero/result.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace llamero {

// How a process ended: by exit(status), or by a signal (then `status` is -1).
struct ProcessEnd {
  int status = -1;
  int signal = 0;
};

// What a program that was run to its end has left.
struct ProcessOutput {
  ProcessEnd end;
  std::string out;  // bytes of its standard output
  std::string err;  // the last bytes of its standard error, at most kErrorBytes
};

struct RunLimits {
  Milliseconds time{10'000};
  std::size_t out_bytes = 64 * 1024;  // more than that is an error, and the program is ended
};

// A program that runs beside us. Its destructor ends it (SIGTERM, then SIGKILL) and reaps it; when
// we die, by SIGKILL too, the kernel sends it SIGTERM.
class Child {
 public:
  static constexpr std::size_t kErrorBytes = 16 * 1024;

  virtual ~Child() = default;
  // Becomes readable when the program has ended.
  [[nodiscard]] virtual int exit_fd() const = 0;
  // Its standard error, non-blocking; -1 once it was closed and read to its end.
  [[nodiscard]] virtual int error_fd() const = 0;
  // What its standard error has said so far, the last kErrorBytes of it. Does not wait.
  [[nodiscard]] virtual const std::string& error_text() = 0;
  // nullopt while it runs. Does not wait.
  [[nodiscard]] virtual std::optional<ProcessEnd> end() = 0;
};

class ProcessRunner {
 public:
  virtual ~ProcessRunner() = default;

  // Whether there is a program of that name in PATH.
  [[nodiscard]] virtual bool finds(const std::string& program) const = 0;

  // Runs it with /dev/null as its input. argv[0] is looked up in PATH. The end of the program is
  // the end of its output, whoever else still holds the pipe. Errors: Errc::usage when it cannot be
  // started, says too much or takes too long; those of `interrupt`. How it ended is no error here.
  [[nodiscard]] virtual Result<ProcessOutput> run(const std::vector<std::string>& argv,
                                                  const RunLimits& limits, Watch& interrupt) = 0;

  // As run, with `input` as its standard input; its output goes nowhere. It is in a session of its
  // own, so that what it leaves in the background (the owner of a clipboard) stays when the
  // terminal is closed or sends a Ctrl-C.
  [[nodiscard]] virtual Result<ProcessOutput> feed(const std::vector<std::string>& argv,
                                                   std::string_view input, const RunLimits& limits,
                                                   Watch& interrupt) = 0;

  // Runs with our terminal (an editor) and waits for its end. SIGINT is the program's own affair
  // meanwhile. Errors: Errc::usage when it cannot be started.
  [[nodiscard]] virtual Result<ProcessEnd> run_on_terminal(
      const std::vector<std::string>& argv) = 0;

  // Starts it with /dev/null as its input and output. It stays in our session, so that it can ask
  // on the terminal, but ignores SIGINT: a Ctrl-C is meant for us. Errors: Errc::usage.
  [[nodiscard]] virtual Result<std::unique_ptr<Child>> start(
      const std::vector<std::string>& argv) = 0;
};

class RealProcessRunner final : public ProcessRunner {
 public:
  // `search_path` is PATH as the program found it.
  explicit RealProcessRunner(std::string search_path) : search_path_(std::move(search_path)) {}

  [[nodiscard]] bool finds(const std::string& program) const override;
  [[nodiscard]] Result<ProcessOutput> run(const std::vector<std::string>& argv,
                                          const RunLimits& limits, Watch& interrupt) override;
  [[nodiscard]] Result<ProcessOutput> feed(const std::vector<std::string>& argv,
                                           std::string_view input, const RunLimits& limits,
                                           Watch& interrupt) override;
  [[nodiscard]] Result<ProcessEnd> run_on_terminal(const std::vector<std::string>& argv) override;
  [[nodiscard]] Result<std::unique_ptr<Child>> start(const std::vector<std::string>& argv) override;

 private:
  std::string search_path_;
};

// Whether a program that we start may ask a person something: there is a terminal, and we are in
// its foreground (a background job that reads from it would only be stopped).
[[nodiscard]] bool can_ask_on_terminal();

}  // namespace llamero
