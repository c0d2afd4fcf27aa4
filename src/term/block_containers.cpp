#include "term/block_containers.h"

#include "term/block_marks.h"

#include <optional>

namespace llamero {
namespace {

// A box takes four bytes with its space; 0: there is none.
char read_task(std::string_view content) {
  if (content.size() < 4 || content[0] != '[' || content[2] != ']' || content[3] != ' ') return 0;
  if (content[1] == 'X') return 'x';
  return content[1] == ' ' || content[1] == 'x' ? content[1] : '\0';
}

bool open_item(LineStart& start, const std::vector<Container>& open, bool in_paragraph) {
  LineCursor& cursor = start.cursor;
  const std::optional<ListMark> mark = read_list_mark(cursor.content());
  if (!mark) return false;
  const bool empty = LineCursor(cursor.content().substr(mark->length)).blank();
  const bool innermost = start.opened.empty() && start.matched == open.size();
  const bool interrupts = in_paragraph && innermost;
  if (interrupts && (empty || (mark->ordered && mark->number != 1))) return false;

  Container item;
  item.kind = mark->ordered ? Container::Kind::ordered : Container::Kind::bullet;
  item.delimiter = mark->delimiter;
  item.number = mark->number;
  if (start.opened.empty() && !innermost) {
    const Container& last = open[start.matched];
    const bool sibling = last.kind == item.kind && last.delimiter == item.delimiter;
    if (sibling) item.number = last.number + 1;
  }
  item.indent = cursor.indent() + mark->length;
  cursor.skip_indent(cursor.indent());
  cursor.skip_bytes(mark->length);
  const std::size_t padding = empty || cursor.indent() > kCodeIndent ? 1 : cursor.indent();
  cursor.skip_indent(padding);
  item.indent += padding;
  if (cursor.indent() < kCodeIndent) item.task = read_task(cursor.content());
  if (item.task != 0) {
    cursor.skip_indent(cursor.indent());
    cursor.skip_bytes(3);
  }
  start.opened.push_back(item);
  return true;
}

}  // namespace

LineStart match_containers(std::string_view line, const std::vector<Container>& open) {
  LineStart start = {LineCursor(line), 0, {}};
  LineCursor& cursor = start.cursor;
  for (const Container& container : open) {
    if (container.kind == Container::Kind::quote) {
      if (cursor.indent() >= kCodeIndent || !cursor.content().starts_with('>')) break;
      cursor.skip_indent(cursor.indent());
      cursor.skip_bytes(1);
      cursor.skip_indent(1);
    } else if (!cursor.blank()) {
      if (cursor.indent() < container.indent) break;
      cursor.skip_indent(container.indent);
    }
    ++start.matched;
  }
  return start;
}

void open_containers(LineStart& start, const std::vector<Container>& open, bool in_paragraph) {
  LineCursor& cursor = start.cursor;
  while (start.matched + start.opened.size() < kMostContainers && cursor.indent() < kCodeIndent) {
    const std::string_view content = cursor.content();
    if (content.starts_with('>')) {
      cursor.skip_indent(cursor.indent());
      cursor.skip_bytes(1);
      cursor.skip_indent(1);
      start.opened.emplace_back();
    } else if (is_thematic_break(content) || !open_item(start, open, in_paragraph)) {
      break;
    }
  }
}

}  // namespace llamero
