#include "term/output.h"

namespace llamero {

void Output::text(std::string_view text) {
  const std::size_t before = queue_.size();
  if (caps_.tty) {
    tty_text_.feed(text, queue_);
  } else {
    queue_.append(text);
  }
  note_text_since(before);
}

void Output::end_text() {
  const std::size_t before = queue_.size();
  tty_text_.finish(queue_);
  note_text_since(before);
}

void Output::control(std::string_view sequence) {
  if (caps_.cursor) queue_.append(sequence);
}

void Output::style(std::string_view sequence) {
  if (caps_.color) queue_.append(sequence);
}

void Output::note_text_since(std::size_t size) {
  if (queue_.size() == size) return;
  mid_line_ = queue_.back() != '\n';
  anything_queued_ = true;
}

// The written part is dropped only when it is the larger one: each byte is moved at most once per
// byte written, so that a slow reader of a long text does not make this quadratic.
void Output::consume(std::size_t bytes) {
  written_ += bytes;
  if (written_ <= queue_.size() / 2) return;
  queue_.erase(0, written_);
  written_ = 0;
}

}  // namespace llamero
