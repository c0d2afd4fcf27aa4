// Prints the blocks of an answer on a terminal, each line for good as soon as it is full.
#pragma once

#include "term/block_splitter.h"
#include "term/code_highlight.h"
#include "term/live_line.h"
#include "term/paragraph_flow.h"
#include "term/table_layout.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace llamero {

class BlockPrinter final : public BlockSink {
 public:
  // `plain`: ASCII marks, headings with their signs, no previews; with a theme that has no style.
  // `out` and `theme` must outlive this. `width` is asked for each block.
  BlockPrinter(Output& out, const MarkdownTheme& theme, bool plain, std::function<int()> width);

  std::size_t columns() override;
  void enter(std::vector<Container>& containers) override { containers_ = &containers; }
  void gap(std::size_t depth) override;
  void empty_item() override;
  void heading(int level, std::string_view text) override;
  void rule() override;
  void begin_paragraph() override;
  void paragraph_text(std::string_view text) override;
  void end_paragraph() override;
  void begin_code(std::string_view info) override;
  void code_part(std::string_view text) override;
  void code_line(std::string_view text) override;
  void end_code() override;
  void literal_line(std::string_view text) override;
  void begin_table(std::string_view header, std::string_view alignments) override;
  void table_row(std::string_view row) override;
  void end_table() override;

  // The last line, until more is known: of the paragraph with `more` at its end (a new one if none
  // is open), or a piece of source as it stands.
  void preview_paragraph(std::string_view more);
  void preview_source(std::string_view line);
  [[nodiscard]] bool at_line_start() const { return line_.empty(); }
  // What may be shown now is shown.
  void end_batch() { line_.end_batch(); }

 private:
  struct Prefixes {
    StyledLine first;
    StyledLine next;
  };

  [[nodiscard]] Prefixes prefixes() const;
  [[nodiscard]] StyledLine mark_of(const Container& container) const;
  [[nodiscard]] WordWrap new_wrap();
  void marks_are_printed();
  void begin_block(bool apart);
  void print(const StyledLine& line);
  void print_all(std::vector<StyledLine>& lines);
  void print_table();

  LiveLine line_;
  const MarkdownTheme& theme_;
  bool plain_;
  std::function<int()> width_;
  std::vector<Container> no_containers_;
  std::vector<Container>* containers_ = &no_containers_;  // of the splitter
  std::size_t columns_ = 0;                               // of the open block
  std::optional<ParagraphFlow> paragraph_;
  std::vector<StyledLine> lines_;  // full, to be printed
  std::optional<CodeHighlighter> code_;
  bool long_line_ = false;  // of code: it is not coloured any more
  std::optional<TableLayout> table_;
  bool apart_ = true;         // nothing, or an empty line, stands above
  bool wants_apart_ = false;  // the last block asked for an empty line
};

}  // namespace llamero
