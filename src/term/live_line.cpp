#include "term/live_line.h"

#include <string>
#include <utility>

namespace llamero {
namespace {

constexpr std::string_view kBeginBatch = "\x1b[?2026h";
constexpr std::string_view kEndBatch = "\x1b[?2026l";
constexpr std::string_view kEraseLine = "\r\x1b[K";

bool begins_with(const StyledLine& line, const StyledLine& start) {
  if (start.size() > line.size()) return false;
  for (std::size_t index = 0; index < start.size(); ++index) {
    if (!(start[index].style == line[index].style)) return false;
    const bool last = index + 1 == start.size();
    const bool same = last ? line[index].text.starts_with(start[index].text)
                           : line[index].text == start[index].text;
    if (!same) return false;
  }
  return true;
}

}  // namespace

LiveLine::LiveLine(Output& out, bool previews, std::function<int()> width)
    : out_(out), previews_(previews && out.caps().cursor), width_(std::move(width)) {}

void LiveLine::commit(const StyledLine& line) {
  commit_part(line);
  out_.text("\n");
  part_ = false;
}

void LiveLine::commit_part(const StyledLine& part) {
  show(part, Door::text);
  shown_.clear();
  part_ = true;
}

void LiveLine::preview(const StyledLine& line) {
  if (previews_ && !part_) show(line, Door::control);
}

void LiveLine::end_batch() {
  if (batch_) out_.control(kEndBatch);
  batch_ = false;
}

void LiveLine::take_back() {
  // A row that is exactly full counts as one, though some terminals put the cursor below it: what
  // is left behind does less harm than what is erased.
  const int width = out_.caps().reflows && !shown_.empty() ? width_() : 0;
  const std::size_t columns = width > 0 ? line_width(shown_) : 0;
  if (columns <= static_cast<std::size_t>(width)) return out_.control(kEraseLine);
  const std::size_t rows_above = (columns - 1) / static_cast<std::size_t>(width);
  out_.control("\x1b[" + std::to_string(rows_above) + "A\r\x1b[J");
}

void LiveLine::show(const StyledLine& line, Door door) {
  if (line == shown_) return;
  if (begins_with(line, shown_)) {
    const std::size_t run = shown_.empty() ? 0 : shown_.size() - 1;
    put(line, run, shown_.empty() ? 0 : shown_.back().text.size(), door);
  } else {
    if (!batch_) out_.control(kBeginBatch);
    batch_ = true;
    take_back();
    put(line, 0, 0, door);
  }
  shown_ = line;
}

void LiveLine::put(const StyledLine& line, std::size_t first_run, std::size_t first_byte,
                   Door door) {
  for (std::size_t index = first_run; index < line.size(); ++index) {
    const StyledRun& run = line[index];
    const std::string_view text =
        std::string_view(run.text).substr(index == first_run ? first_byte : 0);
    if (text.empty()) continue;
    const bool styled = !run.style.plain();
    if (styled) out_.style(style_sequence(run.style));
    // A preview comes and goes, and must not count as text that was printed; it is inert by now.
    if (door == Door::text) {
      out_.text(text);
    } else {
      out_.control(text);
    }
    if (styled) out_.style(kStyleReset);
  }
}

}  // namespace llamero
