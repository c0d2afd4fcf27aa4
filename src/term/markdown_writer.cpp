#include "term/markdown_writer.h"

namespace llamero {

MarkdownWriter::MarkdownWriter(Output& out, const MarkdownTheme& theme, std::function<int()> width,
                               MarkdownLook look)
    : theme_(look == MarkdownLook::plain ? MarkdownTheme::none() : theme),
      printer_(out, theme_, look == MarkdownLook::plain, std::move(width)) {}

void MarkdownWriter::feed(std::string_view piece) {
  std::string text;
  inert_.feed(piece, text);
  splitter_.feed(text);
  show_preview();
  printer_.end_batch();
}

void MarkdownWriter::finish() {
  std::string text;
  inert_.finish(text);
  splitter_.feed(text);
  splitter_.finish();
  printer_.preview_source({});
  printer_.end_batch();
}

void MarkdownWriter::show_preview() {
  if (splitter_.leaf() != BlockSplitter::Leaf::paragraph) {
    return printer_.preview_source(splitter_.open_line());
  }
  std::string more = splitter_.undecided_paragraph();
  for (const std::string* line : {&splitter_.undecided_row(), &splitter_.open_line()}) {
    if (!line->empty()) more.append("\n").append(*line);
  }
  printer_.preview_paragraph(more);
}

}  // namespace llamero
