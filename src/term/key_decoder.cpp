#include "term/key_decoder.h"

#include "base/utf8.h"
#include "term/key_sequence.h"
#include "term/line_feeds.h"

#include <algorithm>
#include <utility>

namespace llamero {
namespace {

constexpr unsigned char kEscape = 0x1B;
constexpr std::string_view kPasteEnd = "\x1b[201~";
constexpr std::string_view kPasteBegins = "200";
// Of parameters more than this are no key's; the rest of them is not kept.
constexpr std::size_t kMaxParameters = 32;
// Much longer than any that tells something; the rest of it is not kept.
constexpr std::size_t kMaxOsc = 64;
constexpr std::size_t kMouseReportBytes = 3;

bool is_digit(unsigned char byte) {
  return byte >= '0' && byte <= '9';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(static_cast<unsigned char>(c));
  });
}

// What can follow ESC ] (OSC), ESC P (DCS) and ESC _ (APC) in an answer. Anything else was typed:
// Alt and that character, and then the next key.
bool continues_device_answer(char introducer, unsigned char byte) {
  if (introducer == ']') return is_digit(byte);
  if (introducer == '_') return byte == 'G';
  return is_digit(byte) || byte == '>' || byte == '!' || byte == '$' || byte == '+';
}

// Bytes of a character at the end of `text` that the limit cut in two.
std::size_t cut_character(std::string_view text) {
  for (std::size_t length = 1; length <= std::min<std::size_t>(3, text.size()); ++length) {
    if (decode_utf8(text.substr(text.size() - length)).length == 0) return length;
  }
  return 0;
}

}  // namespace

void KeyDecoder::feed(std::string_view bytes, TimePoint now, std::vector<Key>& keys) {
  while (!bytes.empty()) {
    if (state_ == State::paste) {
      bytes.remove_prefix(take_paste(bytes, keys));
      continue;
    }
    const auto byte = static_cast<unsigned char>(bytes.front());
    if (byte == kEscape) escape_at_ = now;
    while (!take(byte, keys)) {
    }
    bytes.remove_prefix(1);
  }
}

std::optional<KeyDecoder::TimePoint> KeyDecoder::next_deadline() const {
  if (state_ != State::escape && state_ != State::device_introducer) return std::nullopt;
  return escape_at_ + kEscapeTimeout;
}

void KeyDecoder::flush(std::vector<Key>& keys) {
  if (state_ == State::device_introducer) {
    Key key = key_of_byte(static_cast<unsigned char>(held_.front()));
    enter(State::ground);
    alt_ = true;
    put(std::move(key), keys);
  }
  if (state_ != State::escape) return;
  const int escapes = alt_ ? 2 : 1;
  alt_ = false;
  enter(State::ground);
  for (int i = 0; i < escapes; ++i) put(key_of_byte(kEscape), keys);
}

void KeyDecoder::enter(State state) {
  state_ = state;
  held_.clear();
}

void KeyDecoder::put(Key key, std::vector<Key>& keys) {
  key.alt = key.alt || alt_;
  alt_ = false;
  keys.push_back(std::move(key));
}

bool KeyDecoder::take(unsigned char byte, std::vector<Key>& keys) {
  switch (state_) {
    case State::ground:
      return take_ground(byte, keys);
    case State::escape:
      return take_escape(byte, keys);
    case State::csi:
    case State::ss3:
      return take_parameters(byte, keys);
    case State::console_function_key:
      enter(State::ground);
      return true;
    case State::mouse_report:
      if (--to_skip_ == 0) enter(State::ground);
      return true;
    case State::device_introducer:
      return take_introducer(byte, keys);
    case State::osc_answer:
    case State::device_answer:
    case State::device_answer_escape:
      return take_device_answer(byte);
    case State::paste:
      break;  // feed() does not come here with it
  }
  return true;
}

bool KeyDecoder::take_ground(unsigned char byte, std::vector<Key>& keys) {
  if (held_.empty() && byte < 0x80) {
    if (byte == kEscape) {
      enter(State::escape);
    } else {
      put(key_of_byte(byte), keys);
    }
    return true;
  }
  held_.push_back(static_cast<char>(byte));
  const Decoded decoded = decode_utf8(held_);
  if (decoded.length == 0) return true;
  const bool used_all = decoded.length == held_.size();
  held_.clear();
  Key key;
  key.character = decoded.valid ? decoded.code_point : U'\uFFFD';
  put(std::move(key), keys);
  return used_all;
}

// alt_ is true here after a second ESC: it belongs to a sequence (rxvt's Alt and an arrow), and is
// an Escape of its own before anything else.
bool KeyDecoder::take_escape(unsigned char byte, std::vector<Key>& keys) {
  if (byte == '[' || byte == 'O') {
    enter(byte == '[' ? State::csi : State::ss3);
    return true;
  }
  if (alt_) {
    alt_ = false;
    put(key_of_byte(kEscape), keys);
  }
  if (byte == kEscape) {
    alt_ = true;
    return true;
  }
  if (byte == ']' || byte == 'P' || byte == '_') {
    enter(State::device_introducer);
    held_.push_back(static_cast<char>(byte));
    return true;
  }
  enter(State::ground);
  alt_ = true;
  return false;
}

bool KeyDecoder::take_parameters(unsigned char byte, std::vector<Key>& keys) {
  const bool csi = state_ == State::csi;
  if (csi && byte == '[' && held_.empty()) {
    enter(State::console_function_key);
    alt_ = false;
    return true;
  }
  // A `$` ends what rxvt sends for Shift, and only that.
  const bool final = (byte >= 0x40 && byte < 0x7F) || (csi && byte == '$' && all_digits(held_));
  if (final) {
    finish_sequence(static_cast<char>(byte), keys);
    return true;
  }
  if (byte >= 0x20 && byte < 0x40) {
    if (held_.size() < kMaxParameters) held_.push_back(static_cast<char>(byte));
    return true;
  }
  // No sequence goes on like this: it was cut, and this is the next key.
  enter(State::ground);
  alt_ = false;
  return false;
}

void KeyDecoder::finish_sequence(char final, std::vector<Key>& keys) {
  const bool csi = state_ == State::csi;
  const std::string parameters = std::exchange(held_, {});
  enter(State::ground);
  std::optional<Key> key = csi ? key_of_csi(parameters, final) : key_of_ss3(parameters, final);
  if (key) return put(std::move(*key), keys);
  alt_ = false;
  if (csi && final == 'c' && parameters.starts_with('?')) told_attributes_ = true;
  if (csi && final == '~' && parameters == kPasteBegins) enter(State::paste);
  if (csi && final == 'M' && parameters.empty()) {
    enter(State::mouse_report);
    to_skip_ = kMouseReportBytes;
  }
}

bool KeyDecoder::take_introducer(unsigned char byte, std::vector<Key>& keys) {
  const char introducer = held_.front();
  if (continues_device_answer(introducer, byte)) {
    enter(introducer == ']' ? State::osc_answer : State::device_answer);
    return introducer != ']';
  }
  enter(State::ground);
  alt_ = true;
  put(key_of_byte(static_cast<unsigned char>(introducer)), keys);
  return false;
}

// Ends at BEL, at ESC \ and, so that nobody types into nowhere, at any control byte.
bool KeyDecoder::take_device_answer(unsigned char byte) {
  if (state_ == State::device_answer_escape) {
    if (byte != '\\') {
      enter(State::escape);
      return false;
    }
    finish_device_answer();
    return true;
  }
  if (byte == kEscape) {
    state_ = State::device_answer_escape;
    return true;
  }
  if (byte >= 0x20 && byte != 0x7F) {
    if (state_ == State::osc_answer && held_.size() < kMaxOsc)
      held_.push_back(static_cast<char>(byte));
    return true;
  }
  if (byte != '\a') {
    enter(State::ground);
    return false;
  }
  finish_device_answer();
  return true;
}

// What is held is the inside of an OSC, or nothing.
void KeyDecoder::finish_device_answer() {
  if (const auto told = background_of_answer(held_)) background_ = told;
  enter(State::ground);
}

std::size_t KeyDecoder::take_paste(std::string_view bytes, std::vector<Key>& keys) {
  if (held_.empty()) {
    const std::size_t run = std::min(bytes.find(kPasteEnd.front()), bytes.size());
    keep_of_paste(bytes.substr(0, run));
    if (run == bytes.size()) return run;
    held_.push_back(kPasteEnd.front());
    return run + 1;
  }
  if (bytes.front() != kPasteEnd[held_.size()]) {
    keep_of_paste(std::exchange(held_, {}));
    return 0;
  }
  held_.push_back(bytes.front());
  if (held_.size() == kPasteEnd.size()) finish_paste(keys);
  return 1;
}

void KeyDecoder::keep_of_paste(std::string_view bytes) {
  const std::size_t kept = std::min(bytes.size(), max_paste_ - paste_.size());
  paste_.append(bytes.substr(0, kept));
  dropped_ += bytes.size() - kept;
}

void KeyDecoder::finish_paste(std::vector<Key>& keys) {
  enter(State::ground);
  if (dropped_ > 0) {
    const std::size_t cut = cut_character(paste_);
    paste_.resize(paste_.size() - cut);
    dropped_ += cut;
  }
  Key key;
  key.code = KeyCode::paste;
  key.text = replace_invalid_utf8(with_line_feeds(std::exchange(paste_, {})));
  key.dropped = std::exchange(dropped_, 0);
  put(std::move(key), keys);
}

}  // namespace llamero
