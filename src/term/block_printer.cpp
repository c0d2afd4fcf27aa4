#include "term/block_printer.h"

#include "term/markdown_spans.h"

#include <algorithm>

namespace llamero {
namespace {

constexpr int kNarrowest = 10;
constexpr int kWidest = 1000;
// Past this a table is laid out by the rows that are there.
constexpr std::size_t kMostTableBytes = 65536;

}  // namespace

BlockPrinter::BlockPrinter(Output& out, const MarkdownTheme& theme, bool plain,
                           std::function<int()> width)
    : line_(out, !plain, width), theme_(theme), plain_(plain), width_(std::move(width)) {}

// The last column stays free: a cursor that waits there for its wrap makes \r ambiguous.
std::size_t BlockPrinter::columns() {
  return static_cast<std::size_t>(std::clamp(width_(), kNarrowest, kWidest)) - 1;
}

StyledLine BlockPrinter::mark_of(const Container& container) const {
  StyledLine mark;
  if (container.kind == Container::Kind::quote) {
    append_run(mark, plain_ ? "> " : "│ ", theme_.quote);
  } else if (container.kind == Container::Kind::bullet) {
    append_run(mark, plain_ ? "- " : "• ", theme_.marker);
  } else {
    append_run(mark, std::to_string(container.number) + container.delimiter + ' ', theme_.marker);
  }
  return mark;
}

// What does not fit into half of the width is left out, the inner ones first.
BlockPrinter::Prefixes BlockPrinter::prefixes() const {
  Prefixes prefixes;
  std::size_t used = 0;
  for (const Container& container : *containers_) {
    const StyledLine mark = mark_of(container);
    const std::size_t width = line_width(mark);
    if (used + width > columns_ / 2) break;
    used += width;
    const bool quote = container.kind == Container::Kind::quote;
    const StyledLine blank = {{std::string(width, ' '), {}}};
    append_line(prefixes.next, quote ? mark : blank);
    append_line(prefixes.first, quote || !container.marked ? mark : blank);
  }
  if (containers_->empty() || containers_->back().marked) return prefixes;
  if (containers_->back().task == 0 || used + 4 > columns_ / 2) return prefixes;
  append_run(prefixes.first, containers_->back().task == 'x' ? "[x] " : "[ ] ", theme_.marker);
  append_run(prefixes.next, "    ", {});
  return prefixes;
}

void BlockPrinter::marks_are_printed() {
  for (Container& container : *containers_) container.marked = true;
}

WordWrap BlockPrinter::new_wrap() {
  Prefixes both = prefixes();
  return {std::move(both.first), std::move(both.next), columns_};
}

// `apart`: with an empty line above, whatever the source has.
void BlockPrinter::begin_block(bool apart) {
  columns_ = columns();
  if ((apart || wants_apart_) && !apart_) print({});
  wants_apart_ = false;
}

void BlockPrinter::print(const StyledLine& line) {
  line_.commit(line);
  apart_ = false;
}

void BlockPrinter::print_all(std::vector<StyledLine>& lines) {
  for (const StyledLine& line : lines) print(line);
  lines.clear();
}

void BlockPrinter::gap(std::size_t depth) {
  if (apart_) return;
  StyledLine bars;
  columns_ = columns();
  for (const Container& container : *containers_) {
    if (depth-- == 0) break;
    const bool quote = container.kind == Container::Kind::quote;
    const StyledLine mark = mark_of(container);
    append_run(bars, quote ? plain_text(mark) : std::string(line_width(mark), ' '), theme_.quote);
  }
  // Spaces at the end of a line are of no use to anybody.
  while (!bars.empty() && bars.back().text.ends_with(' ')) bars.back().text.pop_back();
  if (!bars.empty() && bars.back().text.empty()) bars.pop_back();
  print(line_width(bars) > columns_ / 2 ? StyledLine{} : bars);
  apart_ = true;
}

void BlockPrinter::empty_item() {
  begin_block(false);
  print(prefixes().first);
  marks_are_printed();
}

void BlockPrinter::heading(int level, std::string_view text) {
  begin_block(true);
  const TextStyle style = level == 1   ? theme_.heading1
                          : level == 2 ? theme_.heading2
                                       : theme_.heading3;
  WordWrap wrap = new_wrap();
  if (plain_) wrap.text(std::string(static_cast<std::size_t>(level), '#') + ' ', style, lines_);
  wrap.text(parse_spans(text, theme_, style), lines_);
  wrap.finish(lines_);
  marks_are_printed();
  print_all(lines_);
}

void BlockPrinter::rule() {
  begin_block(false);
  StyledLine line = prefixes().first;
  const std::size_t length = columns_ - line_width(line);
  std::string dashes = "---";
  if (!plain_) {
    dashes.clear();
    for (std::size_t column = 0; column < length; ++column) dashes += "─";
  }
  append_run(line, dashes, theme_.line);
  marks_are_printed();
  print(line);
}

void BlockPrinter::begin_paragraph() {
  begin_block(false);
  paragraph_.emplace(new_wrap(), theme_, TextStyle{});
  marks_are_printed();
}

void BlockPrinter::paragraph_text(std::string_view text) {
  paragraph_->text(text, lines_);
  print_all(lines_);
}

void BlockPrinter::end_paragraph() {
  paragraph_->finish(lines_);
  print_all(lines_);
  paragraph_.reset();
}

// Code stands for itself, so that a selection of it holds nothing else.
void BlockPrinter::begin_code(std::string_view info) {
  const bool has_mark = !containers_->empty() && !containers_->back().marked;
  begin_block(!has_mark);
  if (has_mark) print(prefixes().first);
  marks_are_printed();
  code_.emplace(plain_ ? nullptr : find_code_language(info));
}

void BlockPrinter::code_part(std::string_view text) {
  StyledLine part;
  if (!long_line_) {
    for (const CodeToken& token : code_->line(text)) {
      append_run(part, text.substr(0, token.length), theme_.of(token.role));
      text.remove_prefix(token.length);
    }
  } else {
    append_run(part, text, {});
  }
  long_line_ = true;
  line_.commit_part(part);
}

void BlockPrinter::code_line(std::string_view text) {
  code_part(text);
  long_line_ = false;
  print({});
}

void BlockPrinter::end_code() {
  code_.reset();
  wants_apart_ = true;
}

void BlockPrinter::literal_line(std::string_view text) {
  begin_block(false);
  StyledLine indent = {{std::string(std::min(text.find_first_not_of(' '), text.size()), ' '), {}}};
  WordWrap wrap = new_wrap();
  if (indent.front().text.size() <= columns_ / 4) {
    Prefixes both = prefixes();
    append_line(both.first, indent);
    append_line(both.next, indent);
    wrap = WordWrap(both.first, both.next, columns_);
  }
  wrap.text(text, theme_.html, lines_);
  wrap.finish(lines_);
  marks_are_printed();
  print_all(lines_);
}

void BlockPrinter::begin_table(std::string_view header, std::string_view alignments) {
  begin_block(false);
  table_.emplace(header, alignments, theme_, plain_);
}

void BlockPrinter::table_row(std::string_view row) {
  table_->add_row(row);
  if (table_->held() > kMostTableBytes) print_table();
}

void BlockPrinter::end_table() {
  print_table();
  table_.reset();
}

void BlockPrinter::print_table() {
  const Prefixes both = prefixes();
  std::vector<StyledLine> rows;
  table_->lines(columns_ - line_width(both.next), rows);
  for (const StyledLine& row : rows) {
    const bool marked = containers_->empty() || containers_->back().marked;
    StyledLine line = marked ? both.next : both.first;
    append_line(line, row);
    marks_are_printed();
    print(line);
  }
}

void BlockPrinter::preview_paragraph(std::string_view more) {
  if (paragraph_) return line_.preview(cut_line(paragraph_->preview(more), columns_));
  const std::size_t before = columns_;
  columns_ = columns();
  const ParagraphFlow flow(new_wrap(), theme_, TextStyle{});
  line_.preview(cut_line(flow.preview(more), columns_));
  columns_ = before;
}

void BlockPrinter::preview_source(std::string_view line) {
  StyledLine shown;
  append_run(shown, line, {});
  line_.preview(cut_line(shown, columns()));
}

}  // namespace llamero
