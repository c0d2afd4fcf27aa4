// Text with looks: runs of one style each, and the lines made of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// Colours are those of the terminal's own palette, so that they suit its background.
struct TextStyle {
  static constexpr std::uint8_t kBold = 1;
  static constexpr std::uint8_t kDim = 2;
  static constexpr std::uint8_t kItalic = 4;
  static constexpr std::uint8_t kUnderline = 8;

  std::uint8_t color = 0;  // SGR foreground, 30..37 or 90..97; 0: the terminal's own
  std::uint8_t weight = 0;

  friend bool operator==(const TextStyle&, const TextStyle&) = default;
  [[nodiscard]] bool plain() const { return color == 0 && weight == 0; }
};

// `inner` within `outer`: weights add up, the inner colour wins.
[[nodiscard]] TextStyle combine(TextStyle outer, TextStyle inner);

// The SGR sequence that switches from plain to `style`; empty for the plain style.
[[nodiscard]] std::string style_sequence(TextStyle style);
inline constexpr std::string_view kStyleReset = "\x1b[0m";

struct StyledRun {
  std::string text;
  TextStyle style;

  friend bool operator==(const StyledRun&, const StyledRun&) = default;
};

// Neighbours of equal style are one run, no run is empty (append_run keeps it so).
using StyledLine = std::vector<StyledRun>;

void append_run(StyledLine& line, std::string_view text, TextStyle style);
void append_line(StyledLine& line, const StyledLine& more);

[[nodiscard]] std::size_t line_width(const StyledLine& line);
[[nodiscard]] std::string plain_text(const StyledLine& line);

// The longest start that fits into `columns`, with "…" as its end when something was cut; tabs
// become one space each.
[[nodiscard]] StyledLine cut_line(const StyledLine& line, std::size_t columns);

}  // namespace llamero
