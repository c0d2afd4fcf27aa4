#include "process/process_runner.h"

#include "base/signals.h"
#include "catch.hpp"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>

using namespace llamero;
using std::chrono::milliseconds;

namespace {

class NoInterrupt final : public Watch {};

// Interrupts after a while, as a Ctrl-C does.
class InterruptAfter final : public Watch {
 public:
  explicit InterruptAfter(milliseconds delay) : at_(std::chrono::steady_clock::now() + delay) {}
  [[nodiscard]] std::optional<SteadyTime> next_tick() const override { return at_; }
  Result<void> on_tick(SteadyTime) override {
    return Unexpected(Error(Errc::interrupted, "interrupted"));
  }

 private:
  SteadyTime at_;
};

struct Fixture {
  RealProcessRunner runner{"/nonexistent:/usr/bin:/bin"};
  NoInterrupt calm;
  SteadyTime begin = std::chrono::steady_clock::now();

  Result<ProcessOutput> sh(const std::string& script, RunLimits limits = {}) {
    return runner.run({"sh", "-c", script}, limits, calm);
  }
  [[nodiscard]] milliseconds took() const {
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin);
  }
};

bool ends_within(int exit_fd, int ms) {
  pollfd entry = {exit_fd, POLLIN, 0};
  return poll(&entry, 1, ms) == 1;
}

bool no_child_is_left() {
  return waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
}

// True once there is no such process, or only its corpse that init has not seen.
bool vanishes(pid_t pid) {
  for (int i = 0; i < 200; ++i) {
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    if (!std::getline(stat, text) || text.find(") Z ") != std::string::npos) return true;
    poll(nullptr, 0, 10);
  }
  return false;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "a program's output, last words and end come back") {
  const auto ran = sh("echo out; echo err >&2; cat; exit 7");
  REQUIRE(ran);
  CHECK(ran->out == "out\n");
  CHECK(ran->err == "err\n");
  CHECK(ran->end.status == 7);
  const auto killed = sh("kill -9 $$");
  REQUIRE(killed);
  CHECK(killed->end.signal == SIGKILL);
  CHECK(no_child_is_left());
}

TEST_CASE_METHOD(Fixture, "a program that cannot be started is named, with the reason") {
  const auto missing = runner.run({"llamero-none-such"}, {}, calm);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Errc::usage);
  CHECK(missing.error().message == "cannot start \"llamero-none-such\": No such file or directory");
  const auto folder = runner.start({"/tmp"});
  REQUIRE_FALSE(folder);
  CHECK(folder.error().message == "cannot start \"/tmp\": Permission denied");
  CHECK_FALSE(runner.run_on_terminal({"/dev/null"}));
  CHECK(no_child_is_left());
}

TEST_CASE_METHOD(Fixture, "limits of output and time end a program") {
  RunLimits limits;
  limits.out_bytes = 1000;
  const auto loud = sh("yes", limits);
  REQUIRE_FALSE(loud);
  CHECK_THAT(loud.error().message, ContainsSubstring("more than the limit"));
  limits.time = milliseconds(100);
  const auto slow = sh("exec >&-; exec sleep 60", limits);  // a closed output is no end
  REQUIRE_FALSE(slow);
  CHECK(slow.error().code == Errc::usage);
  CHECK_THAT(slow.error().message, ContainsSubstring("did not end within"));
  CHECK(took() < milliseconds(5000));
  CHECK(no_child_is_left());
}

TEST_CASE_METHOD(Fixture, "the last words are bounded, the end of them is kept") {
  const auto ran = sh("yes x | head -c 100000 >&2; echo last >&2");
  REQUIRE(ran);
  CHECK(ran->err.size() == Child::kErrorBytes);
  CHECK(ran->err.ends_with("last\n"));
}

TEST_CASE_METHOD(Fixture, "a grandchild that holds the pipe does not hold us") {
  const auto ran = sh("sleep 3 & echo done");
  REQUIRE(ran);
  CHECK(ran->out == "done\n");
  CHECK(took() < milliseconds(2500));
}

TEST_CASE_METHOD(Fixture, "an interrupt ends a program that hangs, also one that will not go") {
  InterruptAfter interrupt(milliseconds(50));
  const auto script = GENERATE("exec sleep 60", "trap '' TERM; while :; do sleep 1; done");
  const auto ran = runner.run({"sh", "-c", script}, {}, interrupt);
  REQUIRE_FALSE(ran);
  CHECK(ran.error().code == Errc::interrupted);
  CHECK(took() < milliseconds(1000));  // 50 + 200, with slack for a busy machine
  CHECK(no_child_is_left());
}

TEST_CASE_METHOD(Fixture, "a program gets no descriptor but 0, 1 and 2, and plain signals") {
  SignalPipe signals;
  const int loose = dup(STDERR_FILENO);
  const auto fds = sh("ls /proc/self/fd | tr '\\n' ' '");
  close(loose);
  REQUIRE(fds);
  CHECK(fds->out == "0 1 2 3 ");  // 3 is the folder that ls reads
  const auto masks = sh("grep -E '^Sig(Ign|Blk)' /proc/self/status");
  REQUIRE(masks);
  CHECK(masks->out == "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
}

TEST_CASE_METHOD(Fixture, "a started child ignores SIGINT and ends with its owner") {
  auto child = runner.start({"sh", "-c", "grep SigIgn /proc/self/status >&2; exec sleep 60"});
  REQUIRE(child);
  const int exit_fd = (*child)->exit_fd();
  while ((*child)->error_text().find('\n') == std::string::npos) {
    pollfd entry = {(*child)->error_fd(), POLLIN, 0};
    REQUIRE(poll(&entry, 1, 5000) == 1);
  }
  CHECK((*child)->error_text() == "SigIgn:\t0000000000000002\n");
  CHECK_FALSE(ends_within(exit_fd, 0));
  CHECK_FALSE((*child)->end());
  child = Unexpected(Error());
  CHECK(no_child_is_left());
}

TEST_CASE_METHOD(Fixture, "the end of a child is seen, and its last words are there") {
  auto child = runner.start({"sh", "-c", "echo bye >&2; exit 3"});
  REQUIRE(child);
  REQUIRE(ends_within((*child)->exit_fd(), 5000));
  REQUIRE((*child)->end());
  CHECK((*child)->end()->status == 3);
  CHECK((*child)->error_text() == "bye\n");
  CHECK((*child)->error_fd() == -1);
}

TEST_CASE_METHOD(Fixture, "a program has the terminal's place, and SIGINT is its own affair") {
  const auto ran = runner.run_on_terminal({"sh", "-c", "kill -INT $PPID; exit 4"});
  REQUIRE(ran);
  CHECK(ran->status == 4);
}

TEST_CASE_METHOD(Fixture, "no child outlives us when we are killed") {
  int report[2] = {-1, -1};
  REQUIRE(pipe(report) == 0);
  const pid_t parent = fork();
  if (parent == 0) {
    const auto child = runner.start({"sh", "-c", "echo $$ >&2; exec sleep 600"});
    pollfd entry = {(*child)->error_fd(), POLLIN, 0};
    poll(&entry, 1, 5000);
    const pid_t pid = std::stoi((*child)->error_text());
    [[maybe_unused]] const ssize_t written = write(report[1], &pid, sizeof pid);
    pause();
  }
  pid_t grandchild = 0;
  REQUIRE(read(report[0], &grandchild, sizeof grandchild) == sizeof grandchild);
  CHECK(kill(grandchild, 0) == 0);
  kill(parent, SIGKILL);
  waitpid(parent, nullptr, 0);
  CHECK(vanishes(grandchild));
  close(report[0]);
  close(report[1]);
}

TEST_CASE_METHOD(Fixture, "a program is fed, however much that is, and need not read it") {
  const std::string input(300'000, 'x');
  const auto read = runner.feed({"sh", "-c", "wc -c >&2"}, input, {}, calm);
  REQUIRE(read);
  CHECK(read->err.find("300000") != std::string::npos);
  CHECK(read->out.empty());
  const auto unread = runner.feed({"sh", "-c", "exit 3"}, input, {}, calm);
  REQUIRE(unread);
  CHECK(unread->end.status == 3);
  CHECK(no_child_is_left());
}

TEST_CASE_METHOD(Fixture, "what a fed program leaves behind keeps nobody, and stays") {
  // As xclip: a child without a terminal that keeps what it was given.
  const auto fed = runner.feed(
      {"sh", "-c", "sleep 30 & echo $! >&2; ps -o sid= -p $$ >&2; echo $$ >&2"}, "x", {}, calm);
  REQUIRE(fed);
  CHECK(took() < milliseconds(5000));
  std::istringstream said(fed->err);
  pid_t left = 0;
  pid_t session = 0;
  pid_t own = 0;
  said >> left >> session >> own;
  CHECK(session == own);
  REQUIRE(left > 0);
  CHECK(kill(left, 0) == 0);
  kill(left, SIGKILL);
}
