// A terminal that hands over each key as it is pressed.
#pragma once

#include <termios.h>

#include <optional>

namespace llamero {

// From the constructor to the destructor, the times between suspend() and resume() excepted: no
// line editing by the kernel, no echo, no signals from keys (Ctrl-C, Ctrl-Z and Ctrl-\ come as
// bytes), no flow control, and pastes come in brackets. Output is processed as before, so that LF
// still begins a row. Where `input` is no terminal nothing happens. Nothing is changed while
// another job owns the terminal. Descriptors are not owned.
class RawMode {
 public:
  // Sequences go to `output`, if that is a terminal.
  RawMode(int input, int output);
  ~RawMode();
  RawMode(const RawMode&) = delete;
  RawMode& operator=(const RawMode&) = delete;

  [[nodiscard]] bool active() const { return saved_.has_value(); }
  // Exactly the settings from before: for a stop, another program, the end.
  void suspend();
  // Back, over what the settings are now.
  void resume();

 private:
  void write_sequence(const char* sequence) const;

  int input_;
  int output_;
  std::optional<termios> saved_;  // while the mode is on
};

}  // namespace llamero
