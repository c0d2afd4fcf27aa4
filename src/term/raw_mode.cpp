#include "term/raw_mode.h"

#include <unistd.h>

#include <cstring>

namespace llamero {
namespace {

constexpr const char* kBracketPastes = "\x1b[?2004h";
constexpr const char* kNoBrackets = "\x1b[?2004l";

// Settings made from the background would stop the process, and belong to the job in front.
bool owned_by_another_job(int fd) {
  const pid_t foreground = tcgetpgrp(fd);
  return foreground >= 0 && foreground != getpgrp();
}

termios raw_settings(termios settings) {
  settings.c_iflag &=
      ~static_cast<tcflag_t>(BRKINT | PARMRK | INPCK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
  settings.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
  settings.c_cc[VMIN] = 1;
  settings.c_cc[VTIME] = 0;
  return settings;
}

}  // namespace

RawMode::RawMode(int input, int output) : input_(input), output_(output) {
  resume();
}

RawMode::~RawMode() {
  suspend();
}

void RawMode::resume() {
  termios before{};
  if (saved_ || tcgetattr(input_, &before) != 0 || owned_by_another_job(input_)) return;
  const termios raw = raw_settings(before);
  // Not TCSAFLUSH: what was typed ahead is wanted.
  if (tcsetattr(input_, TCSANOW, &raw) != 0) return;
  saved_ = before;
  write_sequence(kBracketPastes);
}

void RawMode::suspend() {
  if (!saved_) return;
  const termios before = *saved_;
  saved_.reset();
  if (owned_by_another_job(input_)) return;
  write_sequence(kNoBrackets);
  static_cast<void>(tcsetattr(input_, TCSANOW, &before));
}

// A terminal that does not take the few bytes is gone.
void RawMode::write_sequence(const char* sequence) const {
  if (isatty(output_) == 0) return;
  [[maybe_unused]] const ssize_t written = write(output_, sequence, std::strlen(sequence));
}

}  // namespace llamero
