// Runs a command, reads its stdout through a pipe and says what it cost: one JSON object per run.
//
//   measure [--repeat N] [--expect FILE] [--stamps] -- COMMAND ARG...
//
// --expect: the output must be FILE's text repeated, cut anywhere, then at most line ends.
// --stamps: the output holds times of CLOCK_MONOTONIC as nineteen digits (stub_server paced); how
// late
//           each of them arrived here is reported.
//
// Small and without libraries of its own for a reason: the peak memory that the kernel reports for
// a command is never below that of the process that started it.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <vector>

extern char** environ;

namespace {

long long now_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

// Whether the output repeats the expected text. The text is compared in place: at these rates a
// second copy of the output would be the largest thing in the measurement.
class Expected {
 public:
  explicit Expected(const char* path) {
    std::FILE* file = std::fopen(path, "rb");
    if (file == nullptr) {
      std::perror(path);
      std::exit(2);
    }
    char buffer[4096];
    for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, file)) > 0;) {
      text_.insert(text_.end(), buffer, buffer + got);
    }
    std::fclose(file);
  }

  void feed(const char* data, std::size_t size) {
    while (size > 0 && right_) {
      const std::size_t part = std::min(size, text_.size() - at_);
      if (tail_ > 0 || std::memcmp(data, text_.data() + at_, part) != 0) {
        feed_slowly(data, size);
        return;
      }
      matched_ += static_cast<long long>(part);
      at_ = (at_ + part) % text_.size();
      data += part;
      size -= part;
    }
  }

  // How many bytes of the text came, or -1 when something else was among them.
  [[nodiscard]] long long matched() const { return right_ ? matched_ : -1; }

 private:
  void feed_slowly(const char* data, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      if (tail_ == 0 && data[i] == text_[at_]) {
        ++matched_;
        at_ = (at_ + 1) % text_.size();
      } else if (data[i] == '\n') {
        ++tail_;
      } else {
        right_ = false;
      }
    }
  }

  std::vector<char> text_;
  std::size_t at_ = 0;
  long long matched_ = 0;
  long tail_ = 0;
  bool right_ = true;
};

// Finds the stamps in the output, however it was cut into reads.
class Stamps {
 public:
  void feed(const char* data, std::size_t size, long long now) {
    for (std::size_t i = 0; i < size; ++i) {
      if (data[i] >= '0' && data[i] <= '9') {
        value_ = digits_ < 19 ? value_ * 10 + (data[i] - '0') : value_;
        ++digits_;
        continue;
      }
      if (digits_ == 19) late_us.push_back(static_cast<long>((now - value_) / 1000));
      digits_ = 0;
      value_ = 0;
    }
  }

  std::vector<long> late_us;

 private:
  long long value_ = 0;
  int digits_ = 0;
};

int run(char** command, const char* expect, bool stamps) {
  int pipe_ends[2];
  if (::pipe2(pipe_ends, O_CLOEXEC) != 0) return 2;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], 1);

  std::vector<Expected> expected;
  if (expect != nullptr) expected.emplace_back(expect);
  Stamps found;
  const long long start = now_ns();
  pid_t pid = 0;
  const int failed = ::posix_spawnp(&pid, command[0], &actions, nullptr, command, environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(pipe_ends[1]);
  if (failed != 0) {
    std::fprintf(stderr, "measure: %s: %s\n", command[0], std::strerror(failed));
    return 2;
  }

  static char buffer[128 * 1024];
  long long first = -1;
  long long bytes = 0;
  for (ssize_t got = 0; (got = ::read(pipe_ends[0], buffer, sizeof buffer)) > 0;) {
    const long long now = now_ns();
    if (first < 0) first = now - start;
    bytes += got;
    if (!expected.empty()) expected[0].feed(buffer, static_cast<std::size_t>(got));
    if (stamps) found.feed(buffer, static_cast<std::size_t>(got), now);
  }
  ::close(pipe_ends[0]);
  int status = 0;
  rusage used{};
  ::wait4(pid, &status, 0, &used);
  const long long wall = now_ns() - start;

  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  std::printf(
      "{\"exit\":%d,\"wall_ms\":%.3f,\"first_ms\":%.3f,\"cpu_s\":%.4f,\"rss_kb\":%ld,\"bytes\":%"
      "lld,\"matched\":%lld",
      WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
      static_cast<double>(wall) / 1e6, static_cast<double>(first) / 1e6,
      seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss, bytes,
      expected.empty() ? -1 : expected[0].matched());
  if (stamps) {
    std::sort(found.late_us.begin(), found.late_us.end());
    const auto at = [&](double share) {
      if (found.late_us.empty()) return -1.0;
      return static_cast<double>(found.late_us[static_cast<std::size_t>(
                 share * static_cast<double>(found.late_us.size() - 1))]) /
             1e3;
    };
    std::printf(",\"stamps\":%zu,\"late_p50_ms\":%.3f,\"late_p95_ms\":%.3f", found.late_us.size(),
                at(0.5), at(0.95));
  }
  std::puts("}");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  long repeat = 1;
  const char* expect = nullptr;
  bool stamps = false;
  int at = 1;
  for (; at < argc && std::strcmp(argv[at], "--") != 0; ++at) {
    if (std::strcmp(argv[at], "--repeat") == 0 && at + 1 < argc) {
      repeat = std::atol(argv[++at]);
    } else if (std::strcmp(argv[at], "--expect") == 0 && at + 1 < argc) {
      expect = argv[++at];
    } else if (std::strcmp(argv[at], "--stamps") == 0) {
      stamps = true;
    } else {
      break;
    }
  }
  if (at + 1 >= argc || std::strcmp(argv[at], "--") != 0) {
    std::fputs("usage: measure [--repeat N] [--expect FILE] [--stamps] -- COMMAND ARG...\n",
               stderr);
    return 2;
  }
  for (long i = 0; i < repeat; ++i) {
    if (const int failed = run(argv + at + 1, expect, stamps); failed != 0) return failed;
  }
  return 0;
}
