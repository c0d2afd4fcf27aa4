#include "catch.hpp"
#include "term/output.h"

#include <climits>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <system_error>

using llamero::Errc;
using llamero::Error;
using llamero::FdOutput;
using llamero::Result;
using llamero::StreamCaps;
using llamero::Unexpected;
using llamero::Watch;

namespace {

constexpr std::size_t kMoreThanAnyPipe = 4 * 1024 * 1024;

class Fd {
 public:
  explicit Fd(int fd) : fd_(fd) { REQUIRE(fd >= 0); }
  ~Fd() { reset(); }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  void reset() {
    if (fd_ >= 0) close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

struct Pipe {
  explicit Pipe(std::array<int, 2> ends) : reader(ends[0]), writer(ends[1]) {}
  Fd reader;
  Fd writer;
};

std::array<int, 2> make_pipe() {
  // As in the program: a write to a closed pipe is an error, not the end.
  std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> ends = {-1, -1};
  REQUIRE(pipe2(ends.data(), O_CLOEXEC) == 0);
  return ends;
}

std::array<int, 2> make_socketpair() {
  std::array<int, 2> ends = {-1, -1};
  REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
  return ends;
}

// What is there to be read just now.
std::string read_available(int fd) {
  std::string all;
  std::array<char, 65'536> buffer;
  pollfd entry = {fd, POLLIN, 0};
  while (poll(&entry, 1, 0) > 0) {
    const ssize_t count = read(fd, buffer.data(), buffer.size());
    if (count <= 0) break;
    all.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return all;
}

std::string numbers(std::size_t bytes) {
  std::string text;
  for (int i = 0; text.size() < bytes; ++i) text += std::to_string(i) + "\n";
  return text;
}

// Always ready; each time it empties the other end, so that a wait for room ends.
class ReadingWatch final : public Watch {
 public:
  explicit ReadingWatch(int fd) : fd_(fd) {}
  [[nodiscard]] int fd() const override { return fd_; }
  [[nodiscard]] short events() const override { return POLLIN; }
  Result<void> on_ready() override {
    received += read_available(fd_);
    return {};
  }
  std::string received;

 private:
  int fd_;
};

class FailingWatch final : public Watch {
 public:
  explicit FailingWatch(int fd) : fd_(fd) {}
  [[nodiscard]] int fd() const override { return fd_; }
  [[nodiscard]] short events() const override { return POLLIN; }
  Result<void> on_ready() override { return Unexpected(Error(Errc::interrupted, "interrupted")); }

 private:
  int fd_;
};

FdOutput plain_output(int fd) {
  return {fd, StreamCaps{}, "standard output"};
}

void set_non_blocking(int fd) {
  REQUIRE(fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) == 0);
}

}  // namespace

TEST_CASE("an output waits for its descriptor only while something is pending") {
  Pipe pipe(make_pipe());
  FdOutput output = plain_output(pipe.writer.get());
  CHECK(output.fd() == pipe.writer.get());
  CHECK(output.events() == 0);
  output.text("hello");
  CHECK(output.events() == POLLOUT);
  REQUIRE(output.on_ready());
  CHECK(output.events() == 0);
  CHECK(read_available(pipe.reader.get()) == "hello");
}

TEST_CASE("a full pipe does not block, and takes the rest later") {
  Pipe pipe(make_pipe());
  FdOutput output = plain_output(pipe.writer.get());
  const std::string text = numbers(kMoreThanAnyPipe);
  output.text(text);
  std::string received;
  for (int turn = 0; output.pending() > 0 && turn < 100'000; ++turn) {
    REQUIRE(output.flush());
    received += read_available(pipe.reader.get());
  }
  CHECK((received == text));
}

TEST_CASE("the descriptor stays as blocking as it was") {
  Pipe pipe(make_pipe());
  FdOutput output = plain_output(pipe.writer.get());
  output.text("x");
  REQUIRE(output.flush());
  CHECK((fcntl(pipe.writer.get(), F_GETFL) & O_NONBLOCK) == 0);
}

TEST_CASE("a descriptor that somebody made non-blocking is no error") {
  const bool socket = GENERATE(false, true);
  Pipe pipe(socket ? make_socketpair() : make_pipe());
  set_non_blocking(pipe.writer.get());
  FdOutput output = plain_output(pipe.writer.get());
  const std::string text = numbers(kMoreThanAnyPipe);
  output.text(text);
  REQUIRE(output.flush());
  CHECK(output.pending() > 0);
  ReadingWatch reader(pipe.reader.get());
  REQUIRE(output.drain(reader));
  CHECK(output.pending() == 0);
  CHECK((reader.received + read_available(pipe.reader.get()) == text));
}

TEST_CASE("drain waits for room") {
  Pipe pipe(make_pipe());
  FdOutput output = plain_output(pipe.writer.get());
  const std::string text = numbers(kMoreThanAnyPipe);
  output.text(text);
  ReadingWatch reader(pipe.reader.get());
  REQUIRE(output.drain(reader));
  CHECK((reader.received + read_available(pipe.reader.get()) == text));
}

TEST_CASE("an interrupt ends a drain that waits for room") {
  Pipe pipe(make_pipe());
  Pipe signal(make_pipe());
  REQUIRE(write(signal.writer.get(), "!", 1) == 1);
  FdOutput output = plain_output(pipe.writer.get());
  output.text(numbers(kMoreThanAnyPipe));
  FailingWatch interrupt(signal.reader.get());
  const auto result = output.drain(interrupt);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::interrupted);
  CHECK(output.pending() > 0);
}

TEST_CASE("a drain that need not wait does not ask the interrupt") {
  Pipe pipe(make_pipe());
  FdOutput output = plain_output(pipe.writer.get());
  output.text("partial answer");
  FailingWatch interrupt(pipe.reader.get());
  REQUIRE(output.drain(interrupt));
  CHECK(read_available(pipe.reader.get()) == "partial answer");
}

TEST_CASE("a reader that went away closes the output") {
  Pipe pipe(make_pipe());
  FdOutput output = plain_output(pipe.writer.get());
  pipe.reader.reset();
  REQUIRE(output.flush());
  output.text("x");
  const auto result = output.flush();
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::output_closed);
  CHECK_THAT(result.error().message, ContainsSubstring("standard output"));
}

TEST_CASE("a reader that goes away from a full pipe is noticed by the poll of a loop") {
  Pipe pipe(make_pipe());
  FdOutput output = plain_output(pipe.writer.get());
  output.text(numbers(kMoreThanAnyPipe));
  REQUIRE(output.flush());
  REQUIRE(output.pending() > 0);
  pipe.reader.reset();
  pollfd entry = {output.fd(), output.events(), 0};
  REQUIRE(poll(&entry, 1, 0) == 1);
  const auto result = output.on_ready();
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::output_closed);
}

TEST_CASE("a full device is a failed output with the system's text") {
  const Fd full(open("/dev/full", O_WRONLY | O_CLOEXEC));
  FdOutput output = plain_output(full.get());
  output.text("x");
  const auto result = output.flush();
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::output_failed);
  CHECK(result.error().message ==
        "cannot write to standard output: " + std::generic_category().message(ENOSPC));
  CHECK_FALSE(result.error().hint.empty());
}

TEST_CASE("the null device takes everything at once") {
  const Fd null(open("/dev/null", O_WRONLY | O_CLOEXEC));
  FdOutput output = plain_output(null.get());
  output.text(std::string(kMoreThanAnyPipe, 'x'));
  REQUIRE(output.flush());
  CHECK(output.pending() == 0);
}

TEST_CASE("a closed descriptor is a failed output") {
  int closed = -1;
  SECTION("one that was open") {
    Fd null(open("/dev/null", O_WRONLY | O_CLOEXEC));
    closed = null.get();
  }
  SECTION("none at all") {}
  FdOutput output = plain_output(closed);
  output.text("x");
  Watch nobody;
  const auto result = output.drain(nobody);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::output_failed);
  CHECK_THAT(result.error().message, ContainsSubstring(std::generic_category().message(EBADF)));
}

TEST_CASE("a regular file takes everything in one flush") {
  std::FILE* const file = std::tmpfile();
  REQUIRE(file != nullptr);
  FdOutput output = plain_output(fileno(file));
  const std::string text = numbers(kMoreThanAnyPipe);
  output.text(text);
  REQUIRE(output.flush());
  CHECK(output.pending() == 0);
  CHECK(lseek(fileno(file), 0, SEEK_END) == static_cast<off_t>(text.size()));
  std::fclose(file);
}

TEST_CASE("a slow reader of a long text costs no more than the text is long") {
  Pipe pipe(make_pipe());
  FdOutput output = plain_output(pipe.writer.get());
  constexpr std::size_t kBytes = 32 * 1024 * 1024;
  output.text(std::string(kBytes, 'x'));
  std::array<char, PIPE_BUF> buffer;
  std::size_t received = 0;
  while (output.pending() > 0) {
    REQUIRE(output.flush());
    const ssize_t count = read(pipe.reader.get(), buffer.data(), buffer.size());
    REQUIRE(count > 0);
    received += static_cast<std::size_t>(count);
  }
  CHECK(received + read_available(pipe.reader.get()).size() == kBytes);
}
