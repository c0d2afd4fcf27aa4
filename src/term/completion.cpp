#include "term/completion.h"

#include "term/grapheme.h"
#include "term/text_width.h"
#include "term/tty_text.h"

#include <algorithm>

namespace llamero {
namespace {

constexpr std::size_t kGap = 2;

// Column after column, as `ls` does.
std::vector<std::string> in_columns(const std::vector<std::string>& labels, std::size_t columns,
                                    std::size_t column_width) {
  const std::size_t rows = (labels.size() + columns - 1) / columns;
  std::vector<std::string> lines(rows);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    std::string& line = lines[i % rows];
    const std::size_t start = i / rows * column_width;
    const std::size_t width = text_width(line);
    if (width < start) line.append(start - width, ' ');
    line += labels[i];
  }
  return lines;
}

}  // namespace

std::string common_prefix(const std::vector<Candidate>& candidates) {
  if (candidates.empty()) return {};
  const std::string& first = candidates.front().text;
  std::size_t common = first.size();
  for (const Candidate& candidate : candidates) {
    const std::size_t limit = std::min(common, candidate.text.size());
    const auto [end, other] = std::mismatch(
        first.begin(), first.begin() + static_cast<std::ptrdiff_t>(limit), candidate.text.begin());
    common = static_cast<std::size_t>(end - first.begin());
  }
  std::size_t whole = 0;
  while (whole < common) {
    const std::size_t length = next_grapheme(std::string_view(first).substr(whole)).length;
    if (whole + length > common) break;
    whole += length;
  }
  return first.substr(0, whole);
}

std::vector<std::string> candidate_lines(const std::vector<Candidate>& candidates,
                                         std::size_t width, std::size_t max_lines) {
  if (max_lines == 0 || width == 0) return {};
  std::vector<std::string> labels;
  std::size_t widest = 1;
  for (const Candidate& candidate : candidates) {
    const std::string& shown = candidate.shown.empty() ? candidate.text : candidate.shown;
    labels.push_back(fit_width(tty_line(shown), width));
    widest = std::max(widest, text_width(labels.back()));
  }
  const std::size_t columns = std::max<std::size_t>(1, (width + kGap) / (widest + kGap));
  const std::size_t places = columns * max_lines;
  if (labels.size() <= places) return in_columns(labels, columns, widest + kGap);
  const std::size_t kept = places - columns;
  const std::string more = "… and " + std::to_string(labels.size() - kept) + " more";
  labels.resize(kept);
  std::vector<std::string> lines;
  if (kept > 0) lines = in_columns(labels, columns, widest + kGap);
  lines.push_back(fit_width(more, width));
  return lines;
}

}  // namespace llamero
