#include "term/kill_ring.h"

namespace llamero {

void KillRing::push(std::string_view text) {
  if (text.empty()) return;
  entries_.emplace_front(text);
  if (entries_.size() > kMaxEntries) entries_.pop_back();
  at_ = 0;
}

void KillRing::append(std::string_view text) {
  if (entries_.empty()) return push(text);
  entries_.front().append(text);
  at_ = 0;
}

void KillRing::prepend(std::string_view text) {
  if (entries_.empty()) return push(text);
  entries_.front().insert(0, text);
  at_ = 0;
}

}  // namespace llamero
