#include "term/markdown_theme.h"

#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

using llamero::MarkdownTheme;
using llamero::TextStyle;

namespace {

struct Rgb {
  double red;
  double green;
  double blue;
};

// Black to white, then their bright forms, as these terminals have them by default.
const std::vector<std::vector<Rgb>> kPalettes = {
    // xterm
    {{0, 0, 0},
     {205, 0, 0},
     {0, 205, 0},
     {205, 205, 0},
     {0, 0, 238},
     {205, 0, 205},
     {0, 205, 205},
     {229, 229, 229},
     {127, 127, 127},
     {255, 0, 0},
     {0, 255, 0},
     {255, 255, 0},
     {92, 92, 255},
     {255, 0, 255},
     {0, 255, 255},
     {255, 255, 255}},
    // VGA
    {{0, 0, 0},
     {170, 0, 0},
     {0, 170, 0},
     {170, 85, 0},
     {0, 0, 170},
     {170, 0, 170},
     {0, 170, 170},
     {170, 170, 170},
     {85, 85, 85},
     {255, 85, 85},
     {85, 255, 85},
     {255, 255, 85},
     {85, 85, 255},
     {255, 85, 255},
     {85, 255, 255},
     {255, 255, 255}},
    // GNOME
    {{0, 0, 0},
     {204, 0, 0},
     {78, 154, 6},
     {196, 160, 0},
     {52, 101, 164},
     {117, 80, 123},
     {6, 152, 154},
     {211, 215, 207},
     {85, 87, 83},
     {239, 41, 41},
     {138, 226, 52},
     {252, 233, 79},
     {114, 159, 207},
     {173, 127, 168},
     {52, 226, 226},
     {238, 238, 236}},
    // Windows Terminal
    {{12, 12, 12},
     {197, 15, 31},
     {19, 161, 14},
     {193, 156, 0},
     {0, 55, 218},
     {136, 23, 152},
     {58, 150, 221},
     {204, 204, 204},
     {118, 118, 118},
     {231, 72, 86},
     {22, 198, 12},
     {249, 241, 165},
     {59, 120, 255},
     {180, 0, 158},
     {97, 214, 214},
     {242, 242, 242}},
};

double luminance(const Rgb& color) {
  const auto linear = [](double value) {
    const double share = value / 255;
    return share <= 0.03928 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

// From 1 to 21, as WCAG 2 has it.
double contrast(const Rgb& one, const Rgb& other) {
  const auto [low, high] = std::minmax({luminance(one), luminance(other)});
  return (high + 0.05) / (low + 0.05);
}

std::vector<TextStyle> styles_of(const MarkdownTheme& theme) {
  std::vector<TextStyle> styles = {
      theme.heading1, theme.heading2, theme.heading3, theme.emphasis, theme.strong,
      theme.deleted,  theme.code,     theme.math,     theme.html,     theme.link,
      theme.target,   theme.marker,   theme.quote,    theme.line,     theme.table_header};
  styles.insert(styles.end(), theme.code_roles.begin(), theme.code_roles.end());
  return styles;
}

// The worst of all colours in all palettes.
double least_contrast(const MarkdownTheme& theme, const Rgb& background) {
  double least = 21;
  for (const TextStyle& style : styles_of(theme)) {
    if (style.color == 0) continue;
    const int index = style.color >= 90 ? style.color - 90 + 8 : style.color - 30;
    for (const auto& palette : kPalettes)
      least = std::min(least, contrast(palette.at(static_cast<std::size_t>(index)), background));
  }
  return least;
}

}  // namespace

TEST_CASE("the colours of each theme can be read on its background", "[theme]") {
  CHECK(least_contrast(MarkdownTheme::light(), {255, 255, 255}) > 4.5);
  CHECK(least_contrast(MarkdownTheme::dark(), {0, 0, 0}) > 3.0);
}

TEST_CASE("neither theme is of use on the other background", "[theme]") {
  CHECK(least_contrast(MarkdownTheme::dark(), {255, 255, 255}) < 1.5);
  CHECK(least_contrast(MarkdownTheme::light(), {0, 0, 0}) < 3.0);
}
