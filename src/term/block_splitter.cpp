#include "term/block_splitter.h"

#include "term/block_marks.h"
#include "term/table_row.h"

namespace llamero {
namespace {

bool is_marked_block(std::string_view content) {
  return is_thematic_break(content) || read_heading(content) || read_fence(content) ||
         read_html_block(content) || read_math_block(content);
}

bool ends_at_blank_line(std::string_view literal_end) {
  return literal_end.empty() || literal_end == "$$" || literal_end == "\\]";
}

}  // namespace

void BlockSplitter::feed(std::string_view piece) {
  while (!piece.empty()) {
    std::string_view part = piece.substr(0, piece.find('\n'));
    const bool held = !in_text_line_ && !in_long_code_;
    if (held) part = part.substr(0, kMostHeld + 1 - line_.size());
    piece.remove_prefix(part.size());
    if (in_text_line_) {
      add_text(part);
    } else if (in_long_code_) {
      sink_.code_part(part);
    } else {
      line_.append(part);
    }
    if (piece.starts_with('\n') && line_.size() <= kMostHeld) {
      piece.remove_prefix(1);
      end_line();
    } else if (held) {
      take_open_line();
    }
  }
}

void BlockSplitter::finish() {
  if (in_text_line_ || in_long_code_ || !line_.empty()) end_line();
  close_leaf();
  close_containers(0);
  blank_before_ = false;
}

void BlockSplitter::end_line() {
  if (in_long_code_) {
    sink_.code_line({});
  } else if (!in_text_line_) {
    take_line(line_, Extent::whole);
    line_.clear();
  }
  in_text_line_ = false;
  in_long_code_ = false;
}

void BlockSplitter::take_open_line() {
  const bool cut = line_.size() > kMostHeld;
  if (take_line(line_, Extent::partial) || (cut && take_line(line_, Extent::cut))) line_.clear();
}

// Returns false, and leaves all as it is, when the whole line is needed.
bool BlockSplitter::take_line(std::string_view line, Extent extent) {
  LineStart start = match_containers(line, containers_);
  const bool waits = leaf_ == Leaf::code || leaf_ == Leaf::literal || leaf_ == Leaf::table;
  if (extent == Extent::partial && (waits || !is_surely_text(line))) return false;
  const bool same_place = start.matched == containers_.size();
  if (extent == Extent::partial && leaf_ == Leaf::indented_code && same_place &&
      start.cursor.indent() >= kCodeIndent) {
    return false;
  }
  if (same_place && continue_leaf(start.cursor, extent)) return true;
  if (start.cursor.blank()) {
    take_blank(start.matched);
    return true;
  }
  open_containers(start, containers_, leaf_ == Leaf::paragraph);
  const bool goes_on = leaf_ == Leaf::paragraph && start.opened.empty();
  if (extent == Extent::partial && !goes_on && start.cursor.indent() >= kCodeIndent) return false;
  take_content(start, extent);
  return true;
}

bool BlockSplitter::continue_leaf(LineCursor cursor, Extent extent) {
  switch (leaf_) {
    case Leaf::code:
      return continue_code(cursor, extent);
    case Leaf::indented_code:
      return continue_indented_code(cursor, extent);
    case Leaf::literal:
      return continue_literal(cursor, extent);
    case Leaf::table:
      return continue_table(cursor, extent);
    case Leaf::none:
    case Leaf::paragraph:
      break;
  }
  return false;
}

void BlockSplitter::hand_on_code(std::string_view text, Extent extent) {
  in_long_code_ = extent == Extent::cut;
  if (in_long_code_) {
    sink_.code_part(text);
  } else {
    sink_.code_line(text);
  }
}

bool BlockSplitter::continue_code(LineCursor cursor, Extent extent) {
  if (extent == Extent::whole && cursor.indent() < kCodeIndent &&
      closes_fence(cursor.content(), fence_mark_, fence_length_)) {
    close_leaf();
    return true;
  }
  cursor.skip_indent(fence_indent_);
  hand_on_code(cursor.rest(), extent);
  return true;
}

// Blank lines belong to it only when more of it follows.
bool BlockSplitter::continue_indented_code(LineCursor cursor, Extent extent) {
  if (cursor.blank()) {
    ++blank_code_lines_;
    return true;
  }
  if (cursor.indent() < kCodeIndent) return false;
  for (; blank_code_lines_ > 0; --blank_code_lines_) sink_.code_line({});
  cursor.skip_indent(kCodeIndent);
  hand_on_code(cursor.rest(), extent);
  return true;
}

bool BlockSplitter::continue_literal(const LineCursor& cursor, Extent extent) {
  if (extent != Extent::whole || (cursor.blank() && ends_at_blank_line(literal_end_))) return false;
  const std::string line = cursor.rest();
  sink_.literal_line(line);
  if (!literal_end_.empty() && line.find(literal_end_) != std::string::npos) close_leaf();
  return true;
}

bool BlockSplitter::continue_table(const LineCursor& cursor, Extent extent) {
  const std::string_view content = cursor.content();
  if (extent != Extent::whole || cursor.indent() >= kCodeIndent || is_marked_block(content) ||
      read_list_mark(content) || content.starts_with('>') ||
      content.find('|') == std::string_view::npos) {
    return false;
  }
  sink_.table_row(content);
  return true;
}

void BlockSplitter::take_blank(std::size_t matched) {
  close_leaf();
  close_containers(matched);
  blank_before_ = true;
}

void BlockSplitter::take_content(LineStart& start, Extent extent) {
  const bool same_place = start.opened.empty() && start.matched == containers_.size();
  const std::string_view content = start.cursor.content();
  const bool may_be_marked = extent == Extent::whole && start.cursor.indent() < kCodeIndent;
  if (same_place && may_be_marked && take_paragraph_end(content)) return;
  resolve_row();
  const bool marked = may_be_marked && is_marked_block(content);
  // The paragraph goes on, lazily too: without the marks of its containers.
  if (leaf_ == Leaf::paragraph && start.opened.empty() && !marked) {
    return take_text(content, extent);
  }
  close_leaf();
  close_containers(start.matched);
  if (blank_before_) sink_.gap(containers_.size());
  blank_before_ = false;
  containers_.insert(containers_.end(), start.opened.begin(), start.opened.end());
  sink_.enter(containers_);
  if (content.empty()) return;  // an item that may have its content on the next line
  if (marked) {
    fence_indent_ = start.cursor.indent();
    begin_marked_leaf(content);
  } else {
    begin_leaf(start.cursor, extent);
  }
}

// The line makes a heading, or a table, of what stands before it.
bool BlockSplitter::take_paragraph_end(std::string_view content) {
  if (leaf_ != Leaf::paragraph) return false;
  const bool one_line = !settled_ && first_line_;
  if (begins_table(one_line ? undecided_ : pending_row_, content)) {
    const std::string header = one_line ? undecided_ : pending_row_;
    pending_row_.clear();
    if (settled_) {
      close_leaf();
    } else {
      settled_ = true;
      undecided_.clear();
    }
    leaf_ = Leaf::table;
    sink_.begin_table(header, content);
    return true;
  }
  const std::optional<int> level = read_underline(content);
  if (settled_ || !level) return false;
  settled_ = true;
  leaf_ = Leaf::none;
  sink_.heading(*level, undecided_);
  undecided_.clear();
  return true;
}

void BlockSplitter::begin_leaf(const LineCursor& cursor, Extent extent) {
  if (cursor.indent() < kCodeIndent) return take_text(cursor.content(), extent);
  leaf_ = Leaf::indented_code;
  blank_code_lines_ = 0;
  sink_.begin_code({});
  continue_indented_code(cursor, extent);
}

void BlockSplitter::begin_marked_leaf(std::string_view content) {
  if (is_thematic_break(content)) return sink_.rule();
  if (const auto heading = read_heading(content)) {
    return sink_.heading(heading->level, heading->text);
  }
  if (const auto fence = read_fence(content)) {
    leaf_ = Leaf::code;
    fence_mark_ = fence->mark;
    fence_length_ = fence->length;
    return sink_.begin_code(fence->info);
  }
  if (const auto end = read_html_block(content)) return begin_literal(*end, content);
  if (const auto end = read_math_block(content)) return begin_literal(*end, content);
}

void BlockSplitter::begin_literal(std::string_view end, std::string_view line) {
  sink_.literal_line(line);
  if (!end.empty() && line.find(end, 1) != std::string_view::npos && end != "$$") return;
  leaf_ = Leaf::literal;
  literal_end_ = end;
}

void BlockSplitter::take_text(std::string_view content, Extent extent) {
  const bool goes_on = leaf_ == Leaf::paragraph;
  if (!goes_on) {
    leaf_ = Leaf::paragraph;
    settled_ = false;
    first_line_ = true;
    has_bar_ = false;
    undecided_columns_ = 0;
    paragraph_columns_ = sink_.columns();
  } else if (extent == Extent::whole && content.starts_with('|')) {
    settle_paragraph();
    pending_row_ = content;
    return;
  }
  if (goes_on) add_text("\n");
  add_text(content);
  in_text_line_ = extent != Extent::whole;
}

void BlockSplitter::add_text(std::string_view text) {
  std::size_t at = 0;
  while (!settled_ && at < text.size()) {
    const char c = text[at++];
    undecided_ += c;
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++undecided_columns_;
    if (c == '\n') first_line_ = false;
    has_bar_ = first_line_ && (has_bar_ || c == '|');
    const bool too_long = !has_bar_ && undecided_columns_ > paragraph_columns_;
    if (too_long || undecided_.size() > kMostHeld) settle_paragraph();
  }
  if (at < text.size()) sink_.paragraph_text(text.substr(at));
}

void BlockSplitter::settle_paragraph() {
  if (settled_) return;
  settled_ = true;
  sink_.begin_paragraph();
  sink_.paragraph_text(undecided_);
  undecided_.clear();
}

void BlockSplitter::resolve_row() {
  if (pending_row_.empty()) return;
  sink_.paragraph_text("\n");
  sink_.paragraph_text(pending_row_);
  pending_row_.clear();
}

void BlockSplitter::close_leaf() {
  const Leaf leaf = leaf_;
  leaf_ = Leaf::none;
  if (leaf == Leaf::paragraph) {
    settle_paragraph();
    resolve_row();
    sink_.end_paragraph();
  } else if (leaf == Leaf::code || leaf == Leaf::indented_code) {
    sink_.end_code();
  } else if (leaf == Leaf::table) {
    sink_.end_table();
  }
  if (leaf == Leaf::indented_code && blank_code_lines_ > 0) blank_before_ = true;
}

void BlockSplitter::close_containers(std::size_t depth) {
  for (; containers_.size() > depth; containers_.pop_back()) {
    const Container& last = containers_.back();
    if (last.kind == Container::Kind::quote || last.marked) continue;
    sink_.enter(containers_);
    sink_.empty_item();
  }
}

}  // namespace llamero
