// Quotes and list items: which of them a line of markdown goes on with, and which it opens.
#pragma once

#include "term/line_cursor.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace llamero {

inline constexpr std::size_t kMostContainers = 16;  // marks of deeper ones are text

// So much white space makes code of a line, where no paragraph goes on.
inline constexpr std::size_t kCodeIndent = 4;

struct Container {
  enum class Kind { quote, bullet, ordered };
  Kind kind = Kind::quote;
  char delimiter = '>';
  unsigned number = 0;     // of an ordered item
  std::size_t indent = 0;  // columns of white space that keep a line inside an item
  char task = 0;           // ' ' or 'x' in the box of a task, else 0
  bool marked = false;     // for the sink: its mark was printed
};

struct LineStart {
  LineCursor cursor;        // behind the marks
  std::size_t matched = 0;  // open containers that go on
  std::vector<Container> opened;
};

[[nodiscard]] LineStart match_containers(std::string_view line, const std::vector<Container>& open);

// `in_paragraph`: a paragraph is open in the innermost container, which not every list may end.
void open_containers(LineStart& start, const std::vector<Container>& open, bool in_paragraph);

}  // namespace llamero
