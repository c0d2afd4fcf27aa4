// The keys of a person at a terminal: read while a line is edited, and kept while an answer
// streams.
#pragma once

#include "base/clock.h"
#include "llamero/http.h"
#include "term/key_decoder.h"
#include "term/output.h"
#include "term/raw_mode.h"

#include <deque>
#include <optional>

namespace llamero {

// As a watch beside a request it lets people type ahead: their keys wait for the next line, Ctrl-C
// ends the request, Ctrl-Z stops the program.
class Keyboard final : public Watch {
 public:
  // Descriptors are not owned. Raw mode is on between listen() and rest() only; with `lends`, not
  // while a connection is made either, because ssh may ask for a passphrase then.
  Keyboard(int input, int output, const Clock& clock, bool lends);
  ~Keyboard() override { rest(); }
  Keyboard(const Keyboard&) = delete;
  Keyboard& operator=(const Keyboard&) = delete;

  // The next listen() asks the terminal for its background, by `out`, and waits for nothing.
  // `patience`: how long an answer is on its way at most.
  void ask_background(Output& out, Milliseconds patience);
  // Waits until the terminal has answered what it was asked, or had its time. Keys are kept.
  void settle();
  // What it answered.
  [[nodiscard]] std::optional<Background> background() const { return decoder_.background(); }

  void listen();
  // Settles first: whoever reads the terminal next must not get an answer as if it were typed.
  void rest();
  // Stops the program as Ctrl-Z does elsewhere, and returns when it goes on.
  void stop();

  [[nodiscard]] std::optional<Key> next();
  // The terminal is gone, and no key is left.
  [[nodiscard]] bool ended() const { return ended_ && keys_.empty(); }
  // A person waits for an answer: Ctrl-C and Ctrl-Z are not kept.
  void set_answering(bool answering) { answering_ = answering; }

  [[nodiscard]] int fd() const override { return listening_ && !ended_ ? input_ : -1; }
  [[nodiscard]] short events() const override;
  // Errors: Errc::interrupted with SIGINT, while an answer is waited for.
  Result<void> on_ready() override;
  [[nodiscard]] std::optional<SteadyTime> next_tick() const override;
  Result<void> on_tick(SteadyTime now) override;
  void on_phase(Phase phase) override;

 private:
  void ask();
  void read_keys();
  Result<void> act_at_once();

  int input_;
  const Clock& clock_;
  RawMode raw_;
  KeyDecoder decoder_;
  std::deque<Key> keys_;
  bool lends_;
  bool listening_ = false;
  int typed_before_ = 0;  // bytes that the kernel's own line editing had taken
  bool answering_ = false;
  bool ended_ = false;
  Output* to_ask_ = nullptr;  // until it is asked
  Milliseconds patience_{};
  std::optional<SteadyTime> asked_at_;
};

// While it lives a Ctrl-C is a signal again, for what looks after signals and not after keys: a
// file that is slow to read, a program that does not end.
class KeyboardRest {
 public:
  explicit KeyboardRest(Keyboard* keyboard) : keyboard_(keyboard) {
    if (keyboard_ != nullptr) keyboard_->rest();
  }
  KeyboardRest(const KeyboardRest&) = delete;
  KeyboardRest& operator=(const KeyboardRest&) = delete;
  ~KeyboardRest() {
    if (keyboard_ != nullptr) keyboard_->listen();
  }

 private:
  Keyboard* keyboard_;  // may be null
};

}  // namespace llamero
