// Runs a markdown text through a MarkdownWriter and looks at the screen that it leaves.
#pragma once

#include "support/line_screen.h"
#include "support/string_output.h"
#include "term/markdown_writer.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace llamero {

struct MarkdownScreen {
  std::string text;
  std::string offence;  // empty: only the sequences that a MarkdownWriter may use
  int rewrites = 0;
};

struct MarkdownRun {
  int width = 80;
  StreamCaps caps = StringOutput::terminal();
  MarkdownTheme theme = MarkdownTheme::dark();
  MarkdownLook look = MarkdownLook::full;
  // Length of the next piece.
  std::function<std::size_t()> piece = [] { return std::string::npos; };

  [[nodiscard]] MarkdownScreen operator()(std::string_view source) const {
    StringOutput out(caps);
    LineScreen screen;
    MarkdownWriter writer(
        out, theme, [this] { return width; }, look);
    const auto show = [&] {
      [[maybe_unused]] const Result<void> ignored = out.flush();
      screen.feed(out.take_written());
    };
    std::string broken;
    while (!source.empty()) {
      const std::size_t length = std::clamp<std::size_t>(piece(), 1, source.size());
      writer.feed(source.substr(0, length));
      source.remove_prefix(length);
      show();
      if (screen.in_batch()) broken = "a batch that stays open";
      if (screen.styled()) broken = "a style that stays on";
    }
    writer.finish();
    show();
    if (out.mid_line()) broken = "no line end at the end";
    return {screen.text(), screen.offence().empty() ? broken : screen.offence(), screen.rewrites()};
  }
};

}  // namespace llamero
