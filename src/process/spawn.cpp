#include "process/spawn.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <string_view>
#include <system_error>

namespace llamero {
namespace {

// Together less than the 200 ms in which a Ctrl-C must have worked.
constexpr int kGraceMs = 120;
constexpr int kExecFailed = 127;

Error not_started(const std::string& program, int error) {
  return {Errc::usage,
          "cannot start \"" + program + "\": " + std::generic_category().message(error)};
}

std::vector<char*> c_pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// All that the new process needs, as plain pointers and numbers.
struct Recipe {
  char* const* argv;
  char* const* paths;
  const SpawnPlan& plan;
  pid_t parent;
  int report;
};

// Everything from here to the next note runs between fork and exec: async-signal-safe calls only.

void set_signal(int signal, void (*action)(int)) {
  struct sigaction plain {};
  plain.sa_handler = action;
  sigaction(signal, &plain, nullptr);
}

void reset_signals(bool ignores_interrupt) {
  // exec resets what is handled, but keeps what is ignored. SIGTERM must be able to end it.
  for (const int signal : {SIGPIPE, SIGXFSZ, SIGTERM}) set_signal(signal, SIG_DFL);
  for (const int signal : {SIGHUP, SIGINT}) {
    struct sigaction now {};
    sigaction(signal, nullptr, &now);
    if (now.sa_handler != SIG_IGN) set_signal(signal, SIG_DFL);
  }
  if (ignores_interrupt) set_signal(SIGINT, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void give_up(int report, int error) {
  [[maybe_unused]] const ssize_t written = write(report, &error, sizeof error);
  _exit(kExecFailed);
}

[[noreturn]] void become(const Recipe& recipe) {
  const SpawnPlan& plan = recipe.plan;
  prctl(PR_SET_PDEATHSIG, plan.death_signal);
  if (getppid() != recipe.parent) _exit(kExecFailed);  // it died before the line above
  if (plan.own_session) setsid();
  if (plan.in >= 0) dup2(plan.in, STDIN_FILENO);
  if (plan.out >= 0) dup2(plan.out, STDOUT_FILENO);
  if (plan.err >= 0) dup2(plan.err, STDERR_FILENO);
#ifdef SYS_close_range
  constexpr unsigned kCloseOnExec = 1U << 2;
  syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, kCloseOnExec);
#endif
  reset_signals(plan.ignores_interrupt);
  int error = ENOENT;
  for (char* const* path = recipe.paths; *path != nullptr; ++path) {
    execve(*path, recipe.argv, environ);
    // As execvp: one that may not be run is worth telling, but the next folder may have another.
    if (errno != ENOENT && errno != ENOTDIR) error = errno;
    if (error != ENOENT && error != EACCES) break;
  }
  give_up(recipe.report, error);
}

// From here on: the parent.

// The new process shares the pipe of our signal handlers until its exec, so that no signal may
// reach it before they are reset.
class AllSignalsBlocked {
 public:
  AllSignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before_);
  }
  AllSignalsBlocked(const AllSignalsBlocked&) = delete;
  AllSignalsBlocked& operator=(const AllSignalsBlocked&) = delete;
  ~AllSignalsBlocked() { sigprocmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

pid_t fork_and_become(const Recipe& recipe) {
  const AllSignalsBlocked blocked;
  const pid_t pid = fork();
  if (pid == 0) become(recipe);
  return pid;
}

// 0 when the exec closed the pipe.
int reported_error(int fd) {
  int error = 0;
  while (true) {
    const ssize_t got = read(fd, &error, sizeof error);
    if (got < 0 && errno == EINTR) continue;
    return got == sizeof error ? error : 0;
  }
}

// A jump host's ssh is a child of ssh, and an ssh that dies in its login leaves it behind.
std::vector<pid_t> children_of(pid_t pid) {
  const std::string number = std::to_string(pid);
  std::ifstream list("/proc/" + number + "/task/" + number + "/children");
  std::vector<pid_t> children;
  for (pid_t child = 0; list >> child;) children.push_back(child);
  return children;
}

}  // namespace

std::vector<std::string> program_candidates(const std::string& program,
                                            std::string_view search_path) {
  if (program.find('/') != std::string::npos) return {program};
  std::vector<std::string> paths;
  while (!search_path.empty()) {
    const std::size_t colon = search_path.find(':');
    const std::string_view folder = search_path.substr(0, colon);
    // An empty entry means the current directory: never the place of a program of ours.
    if (folder.starts_with('/')) paths.push_back(std::string(folder) + "/" + program);
    search_path.remove_prefix(colon == std::string_view::npos ? search_path.size() : colon + 1);
  }
  return paths;
}

Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return Unexpected(not_started("a pipe", errno));
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return Pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

Result<UniqueFd> input_file(std::string_view content) {
  UniqueFd file(memfd_create("input", MFD_CLOEXEC));
  if (!file) return Unexpected(not_started("a program with input", errno));
  while (!content.empty()) {
    const ssize_t done = write(file.get(), content.data(), content.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return Unexpected(not_started("a program with input", errno));
    content.remove_prefix(static_cast<std::size_t>(done));
  }
  if (lseek(file.get(), 0, SEEK_SET) != 0)
    return Unexpected(not_started("a program with input", errno));
  return file;
}

Result<Process> spawn(const SpawnPlan& plan) {
  const std::string& program = plan.argv.front();
  // Written down before the fork: nothing that allocates may run after it.
  const std::vector<std::string> paths = program_candidates(program, plan.search_path);
  const std::vector<char*> argv = c_pointers(plan.argv);
  const std::vector<char*> path_pointers = c_pointers(paths);
  auto report = make_pipe();
  if (!report) return Unexpected(std::move(report).error());
  fcntl(report->read.get(), F_SETFL, 0);

  const pid_t pid =
      fork_and_become({argv.data(), path_pointers.data(), plan, getpid(), report->write.get()});
  if (pid < 0) return Unexpected(not_started(program, errno));
  UniqueFd pidfd(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
  const int pidfd_error = errno;
  Process process(pid, std::move(pidfd));
  if (process.exit_fd() < 0) return Unexpected(not_started(program, pidfd_error));
  report->write = UniqueFd();
  if (const int error = reported_error(report->read.get()); error != 0) {
    process.wait();
    return Unexpected(not_started(program, error));
  }
  return process;
}

std::optional<ProcessEnd> Process::reap(int options) {
  if (end_ || pid_ < 0) return end_;
  int status = 0;
  pid_t got = 0;
  do {
    got = waitpid(pid_, &status, options);
  } while (got < 0 && errno == EINTR);
  if (got == 0) return std::nullopt;
  end_ = ProcessEnd();
  if (got > 0 && WIFEXITED(status)) end_->status = WEXITSTATUS(status);
  if (got > 0 && WIFSIGNALED(status)) end_->signal = WTERMSIG(status);
  return end_;
}

std::optional<ProcessEnd> Process::end() {
  return reap(WNOHANG);
}

ProcessEnd Process::wait() {
  return reap(0).value_or(ProcessEnd());
}

void Process::stop() {
  if (pid_ < 0 || end()) return;
  const std::vector<pid_t> children = children_of(pid_);
  kill(pid_, SIGTERM);
  for (const pid_t child : children) kill(child, SIGTERM);
  pollfd ended = {pidfd_.get(), POLLIN, 0};
  if (pidfd_) poll(&ended, 1, kGraceMs);
  if (end()) return;
  kill(pid_, SIGKILL);
  wait();
}

}  // namespace llamero
