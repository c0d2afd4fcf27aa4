// An Output that keeps what is written, and can be slow or broken.
#pragma once

#include "term/output.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace llamero {

class StringOutput final : public Output {
 public:
  explicit StringOutput(StreamCaps caps = {}) : Output(caps) {}

  // A terminal that takes everything.
  [[nodiscard]] static StreamCaps terminal(int width = 80) {
    StreamCaps caps;
    caps.tty = true;
    caps.cursor = true;
    caps.color = true;
    caps.width = width;
    return caps;
  }

  [[nodiscard]] const std::string& written() const { return written_; }
  std::string take_written() { return std::exchange(written_, {}); }
  [[nodiscard]] int flushes() const { return flushes_; }

  // From now on a flush writes at most `bytes`; 0: the reader has stopped reading.
  void accept_per_flush(std::size_t bytes) { accepted_ = bytes; }
  // From now on a flush with something to write fails, after it wrote what is accepted.
  void fail_with(Error error) { failure_ = std::move(error); }

  Result<void> flush() override {
    ++flushes_;
    if (pending() == 0) return {};
    const std::size_t count = std::min(accepted_, pending());
    written_.append(unwritten().substr(0, count));
    consume(count);
    if (failure_) return Unexpected(*failure_);
    return {};
  }

  // Where the reader has stopped, only `interrupt` can end the wait, as in life.
  Result<void> drain(Watch& interrupt) override {
    while (pending() > 0) {
      if (Result<void> flushed = flush(); !flushed) return flushed;
      if (accepted_ > 0) continue;
      return interrupt.on_ready();
    }
    return {};
  }

 private:
  std::string written_;
  std::size_t accepted_ = std::numeric_limits<std::size_t>::max();
  std::optional<Error> failure_;
  int flushes_ = 0;
};

}  // namespace llamero
