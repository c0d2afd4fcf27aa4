#include "term/undo_log.h"

#include <utility>

namespace llamero {

void UndoLog::record(TextChange change, bool joins) {
  steps_.resize(done_);
  if (joins && open_ && !steps_.empty() && join(change)) return;
  steps_.push_back(std::move(change));
  if (steps_.size() > kMaxSteps) steps_.pop_front();
  done_ = steps_.size();
  open_ = joins;
}

// Text typed on behind the last, or characters deleted on next to the last.
bool UndoLog::join(const TextChange& change) {
  TextChange& last = steps_.back();
  const bool both_insert = last.removed.empty() && change.removed.empty();
  const bool both_remove = last.inserted.empty() && change.inserted.empty();
  if (both_insert && change.at == last.at + last.inserted.size()) {
    last.inserted += change.inserted;
  } else if (both_remove && change.at == last.at) {
    last.removed += change.removed;
  } else if (both_remove && change.at + change.removed.size() == last.at) {
    last.removed.insert(0, change.removed);
    last.at = change.at;
  } else {
    return false;
  }
  last.cursor_after = change.cursor_after;
  return true;
}

const TextChange* UndoLog::undo() {
  open_ = false;
  if (done_ == 0) return nullptr;
  return &steps_[--done_];
}

const TextChange* UndoLog::redo() {
  open_ = false;
  if (done_ == steps_.size()) return nullptr;
  return &steps_[done_++];
}

void UndoLog::clear() {
  steps_.clear();
  done_ = 0;
  open_ = false;
}

}  // namespace llamero
