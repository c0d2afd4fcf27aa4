// A paragraph that is printed while it is still being written: each part of it as soon as nothing
// that follows can change it.
#pragma once

#include "term/inline_scanner.h"
#include "term/markdown_theme.h"
#include "term/word_wrap.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

class ParagraphFlow {
 public:
  // What is held back at most; then what is open in it is taken for text.
  static constexpr std::size_t kMostHeld = 4096;

  // `theme` must outlive this.
  ParagraphFlow(WordWrap wrap, const MarkdownTheme& theme, TextStyle base);

  // Appends the lines that are full now to `lines`. Source lines are parted by '\n'.
  void text(std::string_view piece, std::vector<StyledLine>& lines);
  void finish(std::vector<StyledLine>& lines);

  // What can be shown as the last line if the paragraph ended with `more` now.
  [[nodiscard]] StyledLine preview(std::string_view more) const;

 private:
  void take_safe(bool complete, std::vector<StyledLine>& lines);
  void take(std::size_t bytes, std::vector<StyledLine>& lines);

  const MarkdownTheme& theme_;
  TextStyle base_;
  WordWrap wrap_;
  InlineScanner scanner_;
  std::string held_;
  std::size_t begin_ = 0;  // of what is held, in held_
};

}  // namespace llamero
