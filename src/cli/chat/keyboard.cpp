#include "cli/chat/keyboard.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <iterator>
#include <utility>
#include <vector>

namespace llamero {
namespace {

bool is_control(const Key& key, char32_t letter) {
  return key.code == KeyCode::character && key.ctrl && key.character == letter;
}

}  // namespace

Keyboard::Keyboard(int input, int output, const Clock& clock, bool lends)
    : input_(input), clock_(clock), raw_(input, output), lends_(lends) {
  raw_.suspend();
}

void Keyboard::listen() {
  if (listening_) return;
  listening_ = true;
  if (ioctl(input_, FIONREAD, &typed_before_) != 0) typed_before_ = 0;
  raw_.resume();
  ask();
}

void Keyboard::rest() {
  if (!listening_) return;
  settle();
  listening_ = false;
  raw_.suspend();
}

void Keyboard::ask_background(Output& out, Milliseconds patience) {
  to_ask_ = &out;
  patience_ = patience;
}

// Without raw mode the answer would be echoed, and a job in the background has no right to ask.
void Keyboard::ask() {
  if (to_ask_ == nullptr || !raw_.active()) return;
  Output& out = *std::exchange(to_ask_, nullptr);
  out.control(kAskBackground);
  static_cast<void>(out.flush());  // a terminal that is gone is found out with the next key
  asked_at_ = clock_.now();
}

void Keyboard::settle() {
  while (asked_at_ && !decoder_.told_attributes() && !ended_) {
    const auto left = std::chrono::ceil<Milliseconds>(*asked_at_ + patience_ - clock_.now());
    if (left <= Milliseconds(0)) return;
    pollfd entry = {input_, POLLIN, 0};
    if (poll(&entry, 1, static_cast<int>(left.count())) > 0) read_keys();
  }
}

void Keyboard::stop() {
  const bool was_listening = listening_;
  rest();
  kill(0, SIGTSTP);  // the whole job: an ssh of ours too
  if (was_listening) listen();
}

std::optional<Key> Keyboard::next() {
  if (keys_.empty()) return std::nullopt;
  Key key = std::move(keys_.front());
  keys_.pop_front();
  return key;
}

short Keyboard::events() const {
  return POLLIN;
}

Result<void> Keyboard::on_ready() {
  read_keys();
  return answering_ ? act_at_once() : Result<void>();
}

void Keyboard::read_keys() {
  std::array<char, 4096> bytes;
  const ssize_t count = read(input_, bytes.data(), bytes.size());
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (count <= 0) {
    ended_ = true;
    return;
  }
  // There Enter has become a line feed already, which is another key.
  const auto before = std::min(static_cast<ssize_t>(typed_before_), count);
  std::replace(bytes.begin(), bytes.begin() + before, '\n', '\r');
  typed_before_ -= static_cast<int>(before);
  std::vector<Key> keys;
  decoder_.feed({bytes.data(), static_cast<std::size_t>(count)}, clock_.now(), keys);
  std::move(keys.begin(), keys.end(), std::back_inserter(keys_));
}

Result<void> Keyboard::act_at_once() {
  if (std::erase_if(keys_, [](const Key& key) { return is_control(key, U'z'); }) > 0) stop();
  const auto stopped = std::find_if(keys_.begin(), keys_.end(),
                                    [](const Key& key) { return is_control(key, U'c'); });
  if (stopped == keys_.end()) return {};
  // As the kernel does it: what was typed before is dropped.
  keys_.erase(keys_.begin(), stopped + 1);
  Error error(Errc::interrupted, "interrupted");
  error.signal = SIGINT;
  return Unexpected(std::move(error));
}

std::optional<SteadyTime> Keyboard::next_tick() const {
  return decoder_.next_deadline();
}

Result<void> Keyboard::on_tick(SteadyTime /*now*/) {
  std::vector<Key> keys;
  decoder_.flush(keys);
  std::move(keys.begin(), keys.end(), std::back_inserter(keys_));
  return {};
}

void Keyboard::on_phase(Phase phase) {
  if (!lends_) return;
  if (phase == Phase::connecting || phase == Phase::retrying) return rest();
  listen();
}

}  // namespace llamero
