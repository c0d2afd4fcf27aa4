// Signals about the terminal, as a watch: its size has changed, or the program goes on after a
// stop.
#pragma once

#include "llamero/http.h"

#include <utility>

namespace llamero {

struct WindowSize {
  int columns = 0;  // 0: not known
  int rows = 0;
};

// Of the terminal behind a descriptor, now.
[[nodiscard]] WindowSize ask_window_size(int fd);

// At most one may exist at a time; SIGWINCH and SIGCONT have their old handlers back when it goes.
class TerminalSignals final : public Watch {
 public:
  TerminalSignals();
  ~TerminalSignals() override;
  TerminalSignals(const TerminalSignals&) = delete;
  TerminalSignals& operator=(const TerminalSignals&) = delete;

  [[nodiscard]] int fd() const override;
  [[nodiscard]] short events() const override;
  Result<void> on_ready() override;

  // Whether it has happened since the last time this was asked.
  [[nodiscard]] bool take_resized() { return std::exchange(resized_, false); }
  [[nodiscard]] bool take_continued() { return std::exchange(continued_, false); }

 private:
  bool resized_ = false;
  bool continued_ = false;
};

}  // namespace llamero
