// What was changed in a text, so that it can be changed back.
#pragma once

#include <cstddef>
#include <deque>
#include <string>

namespace llamero {

// At `at` the text `removed` gave way to `inserted`.
struct TextChange {
  std::size_t at = 0;
  std::string removed;
  std::string inserted;
  std::size_t cursor_before = 0;
  std::size_t cursor_after = 0;
};

class UndoLog {
 public:
  static constexpr std::size_t kMaxSteps = 10'000;

  // A step of its own, or, where `joins` and the last step is still open and touches this one, a
  // part of it. Whatever was undone before is forgotten.
  void record(TextChange change, bool joins);
  // The next change starts a new step.
  void close_step() { open_ = false; }

  // The step to take back, or to make again; null where there is none. Valid until the next call.
  [[nodiscard]] const TextChange* undo();
  [[nodiscard]] const TextChange* redo();

  void clear();

 private:
  [[nodiscard]] bool join(const TextChange& change);

  std::deque<TextChange> steps_;
  std::size_t done_ = 0;  // steps_ from here on were undone
  bool open_ = false;
};

}  // namespace llamero
