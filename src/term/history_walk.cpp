#include "term/history_walk.h"

namespace llamero {

void HistoryWalk::start(const std::vector<std::string>* entries) {
  entries_ = entries;
  position_ = count();
  changed_.clear();
}

std::optional<std::string> HistoryWalk::older(std::string_view text) {
  if (position_ == 0) return std::nullopt;
  return jump(position_ - 1, text);
}

std::optional<std::string> HistoryWalk::newer(std::string_view text) {
  if (position_ >= count()) return std::nullopt;
  return jump(position_ + 1, text);
}

std::string HistoryWalk::jump(std::size_t index, std::string_view text) {
  const bool as_recorded = position_ < count() && entry(position_) == text;
  if (as_recorded) {
    changed_.erase(position_);
  } else {
    changed_.insert_or_assign(position_, std::string(text));
  }
  position_ = index;
  const auto changed = changed_.find(index);
  if (changed != changed_.end()) return changed->second;
  return index < count() ? entry(index) : std::string();
}

}  // namespace llamero
