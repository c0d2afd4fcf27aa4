// Tells the blocks of a markdown text that comes in pieces: containers (quotes, list items) and
// what stands in them. What it tells does not depend on the pieces.
#pragma once

#include "term/block_containers.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// Hears of the blocks in their order. Text has no line end unless it is said so.
class BlockSink {
 public:
  BlockSink() = default;
  BlockSink(const BlockSink&) = delete;
  BlockSink& operator=(const BlockSink&) = delete;
  virtual ~BlockSink() = default;

  // Columns for a new block: a paragraph longer than that is no heading and no head of a table.
  virtual std::size_t columns() = 0;
  // The next block stands in these; they stay as they are until the next call.
  virtual void enter(std::vector<Container>& containers) = 0;
  // An empty line before the next block, inside the first `depth` containers.
  virtual void gap(std::size_t depth) = 0;
  // A list item without content.
  virtual void empty_item() = 0;

  virtual void heading(int level, std::string_view text) = 0;
  virtual void rule() = 0;
  virtual void begin_paragraph() = 0;
  virtual void paragraph_text(std::string_view text) = 0;  // lines parted by '\n'
  virtual void end_paragraph() = 0;
  virtual void begin_code(std::string_view info) = 0;
  virtual void code_part(std::string_view text) = 0;  // of a very long line, which goes on
  virtual void code_line(std::string_view text) = 0;
  virtual void end_code() = 0;
  virtual void literal_line(std::string_view text) = 0;  // html, formulas
  virtual void begin_table(std::string_view header, std::string_view alignments) = 0;
  virtual void table_row(std::string_view row) = 0;
  virtual void end_table() = 0;
};

class BlockSplitter {
 public:
  // What is held back of an unfinished line; then it is taken for text.
  static constexpr std::size_t kMostHeld = 4096;

  enum class Leaf { none, paragraph, code, indented_code, literal, table };

  // `sink` must outlive this.
  explicit BlockSplitter(BlockSink& sink) : sink_(sink) {}

  // Text that is inert (term/tty_text.h).
  void feed(std::string_view piece);
  void finish();

  // For a preview: what is open and was not told to the sink.
  [[nodiscard]] Leaf leaf() const { return leaf_; }
  [[nodiscard]] const std::string& open_line() const { return line_; }
  [[nodiscard]] const std::string& undecided_paragraph() const { return undecided_; }
  [[nodiscard]] const std::string& undecided_row() const { return pending_row_; }

 private:
  enum class Extent { whole, partial, cut };  // cut: too long to wait for its end

  void take_open_line();
  void end_line();
  bool take_line(std::string_view line, Extent extent);
  bool continue_leaf(LineCursor cursor, Extent extent);
  void hand_on_code(std::string_view text, Extent extent);
  bool continue_code(LineCursor cursor, Extent extent);
  bool continue_indented_code(LineCursor cursor, Extent extent);
  bool continue_literal(const LineCursor& cursor, Extent extent);
  bool continue_table(const LineCursor& cursor, Extent extent);
  void take_blank(std::size_t matched);
  void take_content(LineStart& start, Extent extent);
  bool take_paragraph_end(std::string_view content);
  void begin_leaf(const LineCursor& cursor, Extent extent);
  void begin_marked_leaf(std::string_view content);
  void begin_literal(std::string_view end, std::string_view line);
  void take_text(std::string_view content, Extent extent);
  void add_text(std::string_view text);
  void settle_paragraph();
  void resolve_row();
  void close_leaf();
  void close_containers(std::size_t depth);

  BlockSink& sink_;
  std::vector<Container> containers_;
  Leaf leaf_ = Leaf::none;
  std::string line_;           // of which it is not known what it is
  bool in_text_line_ = false;  // the line is text, what follows is told as it comes
  bool in_long_code_ = false;  // a line of code, likewise
  bool blank_before_ = false;

  // A paragraph that may become a heading or the head of a table.
  bool settled_ = true;
  std::string undecided_;
  std::size_t undecided_columns_ = 0;
  std::size_t paragraph_columns_ = 0;
  bool first_line_ = true;
  bool has_bar_ = false;
  std::string pending_row_;  // the last line of a paragraph, which may be the head of a table

  char fence_mark_ = '`';
  std::size_t fence_length_ = 0;
  std::size_t fence_indent_ = 0;
  std::size_t blank_code_lines_ = 0;
  std::string_view literal_end_;  // of static storage
};

}  // namespace llamero
