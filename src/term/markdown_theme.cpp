#include "term/markdown_theme.h"

namespace llamero {
namespace {

constexpr std::uint8_t kRed = 31;
constexpr std::uint8_t kGreen = 32;
constexpr std::uint8_t kYellow = 33;
constexpr std::uint8_t kBlue = 34;
constexpr std::uint8_t kMagenta = 35;
constexpr std::uint8_t kCyan = 36;
constexpr std::uint8_t kBright = 60;  // added to a colour

constexpr std::uint8_t bright(std::uint8_t color) {
  return static_cast<std::uint8_t>(color + kBright);
}

// What does not depend on the background.
MarkdownTheme weights_only() {
  MarkdownTheme theme;
  theme.heading1.weight = TextStyle::kBold | TextStyle::kUnderline;
  theme.heading2.weight = TextStyle::kBold;
  theme.heading3.weight = TextStyle::kBold;
  theme.emphasis.weight = TextStyle::kItalic;
  theme.strong.weight = TextStyle::kBold;
  theme.deleted.weight = TextStyle::kDim;
  theme.html.weight = TextStyle::kDim;
  theme.link.weight = TextStyle::kUnderline;
  theme.target.weight = TextStyle::kDim;
  theme.quote.weight = TextStyle::kDim;
  theme.line.weight = TextStyle::kDim;
  theme.table_header.weight = TextStyle::kBold;
  return theme;
}

TextStyle& code_style(MarkdownTheme& theme, CodeRole role) {
  return theme.code_roles.at(static_cast<std::size_t>(role));
}

}  // namespace

MarkdownTheme MarkdownTheme::dark() {
  MarkdownTheme theme = weights_only();
  theme.heading1.color = bright(kCyan);
  theme.heading2.color = bright(kCyan);
  theme.heading3.color = kCyan;
  theme.code.color = bright(kYellow);
  theme.math.color = bright(kMagenta);
  theme.link.color = bright(kBlue);
  theme.marker.color = kCyan;
  code_style(theme, CodeRole::keyword).color = bright(kMagenta);
  code_style(theme, CodeRole::type).color = bright(kCyan);
  code_style(theme, CodeRole::string).color = bright(kGreen);
  code_style(theme, CodeRole::number).color = bright(kYellow);
  code_style(theme, CodeRole::comment).weight = TextStyle::kDim | TextStyle::kItalic;
  code_style(theme, CodeRole::function).color = bright(kBlue);
  code_style(theme, CodeRole::directive).color = bright(kMagenta);
  code_style(theme, CodeRole::key).color = kCyan;
  return theme;
}

// Red, blue and magenta only: the others are too pale on white in one palette or another.
MarkdownTheme MarkdownTheme::light() {
  MarkdownTheme theme = weights_only();
  theme.heading1.color = kBlue;
  theme.heading2.color = kBlue;
  theme.heading3.color = kBlue;
  theme.code.color = kRed;
  theme.math.color = kMagenta;
  theme.link.color = kBlue;
  theme.marker.color = kBlue;
  code_style(theme, CodeRole::keyword).color = kMagenta;
  code_style(theme, CodeRole::type).color = kBlue;
  code_style(theme, CodeRole::type).weight = TextStyle::kBold;
  code_style(theme, CodeRole::string).color = kRed;
  code_style(theme, CodeRole::number).color = kMagenta;
  code_style(theme, CodeRole::comment).weight = TextStyle::kDim | TextStyle::kItalic;
  code_style(theme, CodeRole::function).color = kBlue;
  code_style(theme, CodeRole::directive).color = kMagenta;
  code_style(theme, CodeRole::key).color = kBlue;
  return theme;
}

}  // namespace llamero
