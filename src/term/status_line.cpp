#include "term/status_line.h"

#include "term/text_width.h"
#include "term/tty_text.h"

#include <algorithm>

namespace llamero {
namespace {

constexpr std::string_view kToLineStart = "\r";
constexpr std::string_view kEraseToLineEnd = "\x1b[K";

// A line that could not be shown must not end what it was to tell about.
void flush_if_possible(Output& err) {
  [[maybe_unused]] const Result<void> ignored = err.flush();
}

}  // namespace

void StatusLine::show(std::string_view text) {
  if (!enabled_ || muted_) return;
  // The last column stays free: a cursor that waits there for its wrap makes \r ambiguous.
  const auto columns = static_cast<std::size_t>(std::max(err_.caps().width - 1, 0));
  std::string line = fit_width(tty_line(text), columns);
  if (line == shown_) return;
  shown_ = std::move(line);
  // By the door for sequences, because the line comes and goes: it is inert by now, and must not
  // count as text that was printed.
  err_.control(kToLineStart);
  err_.control(shown_);
  err_.control(kEraseToLineEnd);
  flush_if_possible(err_);
}

void StatusLine::clear() {
  if (shown_.empty()) return;
  shown_.clear();
  err_.control(kToLineStart);
  err_.control(kEraseToLineEnd);
  flush_if_possible(err_);
}

}  // namespace llamero
