// The answer of a model, markdown that comes token by token, as text for people: wrapped, indented,
// coloured. What is printed is final; only the last line is a preview of what is still open.
#pragma once

#include "term/block_printer.h"
#include "term/block_splitter.h"
#include "term/markdown_theme.h"
#include "term/output.h"
#include "term/tty_text.h"

#include <functional>
#include <string>
#include <string_view>

namespace llamero {

// plain: structure without styles and previews, marks in ASCII, for a dumb terminal or a screen
// reader.
enum class MarkdownLook { full, plain };

class MarkdownWriter {
 public:
  // `out` must outlive this. `width` (columns; below 10 taken for 10) is asked anew for each block.
  MarkdownWriter(Output& out, const MarkdownTheme& theme, std::function<int()> width,
                 MarkdownLook look = MarkdownLook::full);

  // Any split gives the same final screen, in about the same time per byte. What a terminal must
  // not see is made inert here already: it takes columns then.
  void feed(std::string_view piece);
  // Closes what is open; the output is at the start of a line then. Nothing is fed after it.
  void finish();
  // No text, and no preview of one, stands on the terminal's last line.
  [[nodiscard]] bool at_line_start() const { return printer_.at_line_start(); }

 private:
  void show_preview();

  MarkdownTheme theme_;
  BlockPrinter printer_;
  BlockSplitter splitter_{printer_};
  TtyText inert_;
};

}  // namespace llamero
