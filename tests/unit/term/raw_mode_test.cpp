#include "term/raw_mode.h"

#include "catch.hpp"

#include <fcntl.h>
#include <pty.h>
#include <unistd.h>

#include <cstring>
#include <string>

using llamero::RawMode;

namespace {

// A terminal and its other end.
class Pty {
 public:
  Pty() { REQUIRE(openpty(&master_, &slave_, nullptr, nullptr, nullptr) == 0); }
  ~Pty() {
    close(master_);
    close(slave_);
  }
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;

  [[nodiscard]] int fd() const { return slave_; }
  [[nodiscard]] termios settings() const {
    termios now{};
    REQUIRE(tcgetattr(slave_, &now) == 0);
    return now;
  }
  // What was written to the terminal since the last call.
  [[nodiscard]] std::string take_written() const {
    fcntl(master_, F_SETFL, O_NONBLOCK);
    std::string written;
    char buffer[256];
    for (ssize_t count = 0; (count = read(master_, buffer, sizeof buffer)) > 0;) {
      written.append(buffer, static_cast<std::size_t>(count));
    }
    return written;
  }

 private:
  int master_ = -1;
  int slave_ = -1;
};

bool same(const termios& a, const termios& b) {
  return a.c_iflag == b.c_iflag && a.c_oflag == b.c_oflag && a.c_cflag == b.c_cflag &&
         a.c_lflag == b.c_lflag && std::memcmp(a.c_cc, b.c_cc, sizeof a.c_cc) == 0;
}

}  // namespace

TEST_CASE("raw mode is on as long as it lives, and leaves the settings as they were") {
  const Pty pty;
  const termios before = pty.settings();
  {
    const RawMode raw(pty.fd(), pty.fd());
    CHECK(raw.active());
    const termios now = pty.settings();
    CHECK((now.c_lflag & (ICANON | ECHO | ISIG | IEXTEN)) == 0);
    CHECK((now.c_iflag & (ICRNL | IXON)) == 0);
    CHECK((now.c_oflag & OPOST) == (before.c_oflag & OPOST));
    CHECK(pty.take_written() == "\x1b[?2004h");
  }
  CHECK(same(pty.settings(), before));
  CHECK(pty.take_written() == "\x1b[?2004l");
}

TEST_CASE("raw mode pauses, and keeps what was changed meanwhile") {
  const Pty pty;
  RawMode raw(pty.fd(), pty.fd());
  raw.suspend();
  CHECK_FALSE(raw.active());
  termios changed = pty.settings();
  changed.c_cc[VERASE] = '#';
  tcsetattr(pty.fd(), TCSANOW, &changed);
  raw.resume();
  raw.resume();
  CHECK(raw.active());
  CHECK(pty.take_written() == "\x1b[?2004h\x1b[?2004l\x1b[?2004h");
  raw.suspend();
  raw.suspend();
  CHECK(same(pty.settings(), changed));
}

TEST_CASE("without a terminal raw mode does nothing") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  {
    RawMode raw(ends[0], ends[1]);
    CHECK_FALSE(raw.active());
    raw.suspend();
    raw.resume();
    const RawMode closed(-1, -1);
    CHECK_FALSE(closed.active());
  }
  close(ends[1]);
  char byte = 0;
  CHECK(read(ends[0], &byte, 1) == 0);
  close(ends[0]);
}
