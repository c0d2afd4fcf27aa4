// The lowest line of what is printed: lines become final one after the other, and the last one may
// show a preview of what is not final yet.
#pragma once

#include "term/output.h"
#include "term/styled_text.h"

#include <cstddef>
#include <functional>

namespace llamero {

// A preview is taken back with a carriage return and a clear to the end of the line, and where it
// is the beginning of what follows, the rest is appended to it. Who gives a preview has made it
// inert (term/tty_text.h) and cut it to less than the terminal's width. Moves up only where the
// terminal is known to have wrapped the preview over several rows, because its window became
// narrower.
class LiveLine {
 public:
  // `out` must outlive this. `width` is asked for the present columns. Without `previews`, or on an
  // output without a cursor, preview() does nothing.
  LiveLine(Output& out, bool previews, std::function<int()> width);

  // Prints a line for good, in place of the preview.
  void commit(const StyledLine& line);
  // A part of a line that goes on with the next commit_part() or commit().
  void commit_part(const StyledLine& part);
  void preview(const StyledLine& line);
  // Nothing stands on the terminal's last line.
  [[nodiscard]] bool empty() const { return shown_.empty() && !part_; }
  // The end of a batch: what was rewritten may be shown now.
  void end_batch();

 private:
  enum class Door { text, control };  // of the output

  void take_back();
  void show(const StyledLine& line, Door door);
  void put(const StyledLine& line, std::size_t first_run, std::size_t first_byte, Door door);

  Output& out_;
  bool previews_;
  std::function<int()> width_;
  bool batch_ = false;  // synchronized output is on
  bool part_ = false;   // the line began with commit_part(), so that it has no preview
  StyledLine shown_;    // what stands on the terminal's last line
};

}  // namespace llamero
