// One line at the bottom of stderr that is rewritten in place while somebody waits.
#pragma once

#include "term/output.h"

#include <string>
#include <string_view>

namespace llamero {

class StatusLine {
 public:
  // Shows nothing at all where `err` has no cursor, or when `enabled` is false (--no-progress,
  // --quiet).
  StatusLine(Output& err, bool enabled) : err_(err), enabled_(enabled && err.caps().cursor) {}
  ~StatusLine() { clear(); }
  StatusLine(const StatusLine&) = delete;
  StatusLine& operator=(const StatusLine&) = delete;

  [[nodiscard]] bool enabled() const { return enabled_; }
  // Replaces the line; cut at the width of the terminal, made inert, written at once. An unchanged
  // text writes nothing.
  void show(std::string_view text);
  // Shows nothing until it is called with false: somebody else has text on that row.
  void set_muted(bool muted) { muted_ = muted; }
  // Removes it, leaving the cursor at column 0. Must come before anything else is printed there.
  void clear();

 private:
  Output& err_;
  bool enabled_;
  bool muted_ = false;
  std::string shown_;
};

}  // namespace llamero
