#include "term/styled_text.h"

#include "term/text_width.h"

#include <algorithm>

namespace llamero {
namespace {

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

TextStyle combine(TextStyle outer, TextStyle inner) {
  const auto weight = static_cast<std::uint8_t>(outer.weight | inner.weight);
  return {inner.color != 0 ? inner.color : outer.color, weight};
}

std::string style_sequence(TextStyle style) {
  if (style.plain()) return {};
  std::string codes;
  const auto add = [&](int code) {
    if (!codes.empty()) codes += ';';
    codes += std::to_string(code);
  };
  if ((style.weight & TextStyle::kBold) != 0) add(1);
  if ((style.weight & TextStyle::kDim) != 0) add(2);
  if ((style.weight & TextStyle::kItalic) != 0) add(3);
  if ((style.weight & TextStyle::kUnderline) != 0) add(4);
  if (style.color != 0) add(style.color);
  return "\x1b[" + codes + "m";
}

void append_run(StyledLine& line, std::string_view text, TextStyle style) {
  if (text.empty()) return;
  if (!line.empty() && line.back().style == style) {
    line.back().text.append(text);
  } else {
    line.push_back({std::string(text), style});
  }
}

void append_line(StyledLine& line, const StyledLine& more) {
  for (const StyledRun& run : more) append_run(line, run.text, run.style);
}

std::size_t line_width(const StyledLine& line) {
  std::size_t columns = 0;
  for (const StyledRun& run : line) columns += text_width(run.text);
  return columns;
}

std::string plain_text(const StyledLine& line) {
  std::string text;
  for (const StyledRun& run : line) text += run.text;
  return text;
}

StyledLine cut_line(const StyledLine& line, std::size_t columns) {
  StyledLine cut;
  for (const StyledRun& run : line) {
    // No grapheme worth showing has more bytes; what lies behind need not be looked at.
    constexpr std::size_t kMostBytesPerColumn = 200;
    std::size_t end = std::min((columns + 1) * kMostBytesPerColumn, run.text.size());
    while (end < run.text.size() && is_continuation(run.text[end])) --end;
    std::string text = run.text.substr(0, end);
    std::replace(text.begin(), text.end(), '\t', ' ');
    const std::size_t width = text_width(text);
    const bool last = &run == &line.back();
    if (width < columns || (last && width == columns && text.size() == run.text.size())) {
      append_run(cut, text, run.style);
      columns -= width;
      continue;
    }
    // One column more than there is, so that something is cut and marked as such.
    append_run(cut, fit_width(text + "  ", columns), run.style);
    break;
  }
  return cut;
}

}  // namespace llamero
