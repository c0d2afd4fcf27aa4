// Bytes of a terminal in raw mode, as keys.
#pragma once

#include "term/background.h"
#include "term/key.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// The keys do not depend on how the bytes were cut, the timeout of a lone ESC excepted. Sequences
// that are no key, and what a terminal answers to questions, are swallowed whole; the answers to
// kAskBackground are remembered. Bytes that are not UTF-8 come as U+FFFD. A paste between its
// brackets is one key, whatever it holds.
class KeyDecoder {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  // How long an ESC may be the start of a sequence. Over a slow line the bytes of one key arrive
  // apart, and an arrow must not become text.
  static constexpr std::chrono::milliseconds kEscapeTimeout{500};
  // What a paste holds beyond this is dropped and counted in Key::dropped.
  static constexpr std::size_t kMaxPaste = std::size_t{16} * 1024 * 1024;

  explicit KeyDecoder(std::size_t max_paste = kMaxPaste) : max_paste_(max_paste) {}

  // Appends the keys that are complete to `keys`.
  void feed(std::string_view bytes, TimePoint now, std::vector<Key>& keys);
  // When flush() is due: only after an ESC that nothing followed.
  [[nodiscard]] std::optional<TimePoint> next_deadline() const;
  // The time has passed: what waits is the Escape key.
  void flush(std::vector<Key>& keys);

  // The terminal's last answer about its background.
  [[nodiscard]] std::optional<Background> background() const { return background_; }
  // It has answered what every terminal answers (DA1).
  [[nodiscard]] bool told_attributes() const { return told_attributes_; }

 private:
  enum class State {
    ground,
    escape,
    csi,
    ss3,
    console_function_key,  // after ESC [ [
    mouse_report,          // after ESC [ M
    device_introducer,  // after ESC ] or ESC P or ESC _, which may also be Alt and that character
    osc_answer,
    device_answer,         // inside DCS or APC
    device_answer_escape,  // an ESC in it, which ends it with the next byte
    paste,
  };

  // Each takes one byte; false where it is to be looked at again, in another state.
  [[nodiscard]] bool take(unsigned char byte, std::vector<Key>& keys);
  [[nodiscard]] bool take_ground(unsigned char byte, std::vector<Key>& keys);
  [[nodiscard]] bool take_escape(unsigned char byte, std::vector<Key>& keys);
  [[nodiscard]] bool take_parameters(unsigned char byte, std::vector<Key>& keys);
  [[nodiscard]] bool take_introducer(unsigned char byte, std::vector<Key>& keys);
  [[nodiscard]] bool take_device_answer(unsigned char byte);
  void finish_device_answer();
  // Returns how many bytes were dealt with.
  [[nodiscard]] std::size_t take_paste(std::string_view bytes, std::vector<Key>& keys);

  void enter(State state);
  void finish_sequence(char final, std::vector<Key>& keys);
  void finish_paste(std::vector<Key>& keys);
  void keep_of_paste(std::string_view bytes);
  void put(Key key, std::vector<Key>& keys);

  std::size_t max_paste_;
  State state_ = State::ground;
  bool alt_ = false;         // an ESC stands before what is being read
  std::string held_;         // of a character, of parameters, of an OSC, or of what may end a paste
  std::size_t to_skip_ = 0;  // of a mouse report
  std::string paste_;
  std::size_t dropped_ = 0;
  TimePoint escape_at_{};
  std::optional<Background> background_;
  bool told_attributes_ = false;
};

}  // namespace llamero
