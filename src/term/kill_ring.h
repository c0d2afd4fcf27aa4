// What was cut out of the text, for pasting it back.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace llamero {

class KillRing {
 public:
  static constexpr std::size_t kMaxEntries = 60;

  // A new entry, which the next yank gives. Empty text is no entry.
  void push(std::string_view text);
  // Cut next to the last entry by the next key: one entry for both.
  void append(std::string_view text);
  void prepend(std::string_view text);

  [[nodiscard]] bool empty() const { return entries_.empty(); }
  // Precondition of both: not empty.
  [[nodiscard]] const std::string& current() const { return entries_[at_]; }
  // Makes the entry before the current one the current one; after the oldest comes the newest.
  void rotate() { at_ = (at_ + 1) % entries_.size(); }

 private:
  std::deque<std::string> entries_;  // newest first
  std::size_t at_ = 0;
};

}  // namespace llamero
