// The one place that writes to stdout and stderr. Text from outside and control sequences of our
// own come in by two doors; on a terminal the first is made inert (term/tty_text.h).
#pragma once

#include "llamero/http.h"
#include "llamero/result.h"
#include "term/tty_text.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace llamero {

// What one stream is, decided once at the start (term/caps.h).
struct StreamCaps {
  bool tty = false;
  bool cursor = false;  // a tty that understands control sequences: TERM is set, and not to dumb
  bool color = false;
  int width = 80;        // columns; of interest only when tty
  bool reflows = false;  // wraps its lines anew when its width changes (term/caps.h)
};

// A queue of bytes in front of a file descriptor. As a Watch it lets the loop of a transport write
// what the descriptor takes, so that a full pipe never blocks the program.
class Output : public Watch {
 public:
  explicit Output(StreamCaps caps) : caps_(caps) {}

  [[nodiscard]] const StreamCaps& caps() const { return caps_; }
  void set_caps(StreamCaps caps) { caps_ = caps; }

  // Queues text from anywhere: exact bytes where this is no terminal, made inert where it is. A
  // UTF-8 sequence cut at the end of `text` waits for its rest, or for end_text().
  void text(std::string_view text);
  // The text has ended: what waited for its rest is shown as it is.
  void end_text();
  // Queues control sequences that llamero itself made. Dropped where the caps have no cursor.
  void control(std::string_view sequence);
  // Queues colours and weights (SGR) that llamero itself made. Dropped where the caps have no
  // color;
  // `--color always` has it without a cursor, in a pipe.
  void style(std::string_view sequence);

  // Bytes that are queued and not written.
  [[nodiscard]] std::size_t pending() const { return queue_.size() - written_; }
  // True when the last byte that text() queued was not a newline (and there was one).
  [[nodiscard]] bool mid_line() const { return mid_line_; }
  // True once text() queued a byte; control() and style() do not count.
  [[nodiscard]] bool anything_queued() const { return anything_queued_; }

  // Writes what can be written without blocking. Errors: Errc::output_closed (EPIPE),
  // Errc::output_failed (anything else, with the system's text).
  virtual Result<void> flush() = 0;
  // Writes all of it; waits where the descriptor is not ready, and looks after `interrupt`
  // meanwhile. Errors: those of flush(), and of `interrupt`.
  virtual Result<void> drain(Watch& interrupt) = 0;

  // Past this many pending bytes a producer should wait (BodySink::wants_more).
  static constexpr std::size_t kHighWater = 1024 * 1024;

 protected:
  [[nodiscard]] std::string_view unwritten() const {
    return std::string_view(queue_).substr(written_);
  }
  void consume(std::size_t bytes);

 private:
  void note_text_since(std::size_t size);

  StreamCaps caps_;
  TtyText tty_text_;
  std::string queue_;
  std::size_t written_ = 0;
  bool mid_line_ = false;
  bool anything_queued_ = false;
};

// Writes to a descriptor that it does not own. Regular files take everything in one write; into
// anything else at most PIPE_BUF bytes go after a poll said that there is room, because a blocking
// descriptor may be shared with other processes and must not be switched to O_NONBLOCK.
class FdOutput final : public Output {
 public:
  // `name` is for error texts ("standard output").
  FdOutput(int fd, StreamCaps caps, std::string name);

  [[nodiscard]] int fd() const override { return fd_; }
  // POLLOUT while something is pending, else 0: a reader that went away shows as POLLERR, which
  // poll(2) reports unasked, and on_ready() returns Errc::output_closed for it.
  [[nodiscard]] short events() const override;
  Result<void> on_ready() override;
  Result<void> flush() override;
  Result<void> drain(Watch& interrupt) override;

 private:
  int fd_;
  bool regular_file_;
  std::string name_;
};

}  // namespace llamero
