#include "term/edit_view.h"

#include "catch.hpp"
#include "support/tiny_screen.h"

#include <random>
#include <string>
#include <vector>

using llamero::EditFrame;
using llamero::EditView;
using llamero::next_grapheme;
using llamero::TinyScreen;

namespace {

EditFrame frame_of(std::string_view text, std::size_t cursor) {
  EditFrame frame;
  frame.prompt = "> ";
  frame.continuation = ". ";
  frame.text = text;
  frame.cursor = cursor;
  return frame;
}

EditFrame at_end(std::string_view text) {
  return frame_of(text, text.size());
}

std::vector<std::string> lines_of(const TinyScreen& screen) {
  std::vector<std::string> lines;
  for (std::size_t row = 0; row < screen.row_count(); ++row) lines.push_back(screen.line(row));
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a character typed at the end is all that is sent") {
  EditView view(20, 5);
  CHECK(view.paint(at_end("")) == "\x1b[J> ");
  CHECK(view.paint(at_end("a")) == "a");
  CHECK(view.paint(at_end("a日")) == "日");
  CHECK(view.paint(at_end("a日")).empty());
  CHECK(view.paint(at_end("a")) == "\x1b[2D\x1b[K");
  CHECK(view.paint(at_end("")) == "\b\x1b[K");
}

TEST_CASE("the last column leads to the next row at once") {
  EditView view(6, 5);
  static_cast<void>(view.paint(at_end("abc")));
  CHECK(view.paint(at_end("abcd")) == "d \r");
  CHECK(view.paint(at_end("abcde")) == "e");
  CHECK(view.paint(at_end("abcd")) == "\r\x1b[K");
  CHECK(view.paint(at_end("abc")) == "\r\x1b[A\x1b[5C\x1b[K\r\n\x1b[J\r\x1b[A\x1b[5C");
}

TEST_CASE("a painting of several rows joins those of one line") {
  EditView view(6, 5);
  CHECK(view.paint(at_end("abcdefg\nx")) == "\x1b[J> abcdefg\r\n. x");
}

TEST_CASE("movement is relative") {
  EditView view(10, 5);
  const std::string text = "one\ntwo";
  static_cast<void>(view.paint(at_end(text)));
  CHECK(view.paint(frame_of(text, 0)) == "\r\x1b[A\x1b[2C");
  CHECK(view.paint(frame_of(text, 1)) == "\x1b[C");
  CHECK(view.paint(frame_of(text, 4)) == "\r\n\x1b[2C");
}

TEST_CASE("control characters, tabs and lone marks are shown inert") {
  TinyScreen screen(40, 5);
  EditView view(40, 5);
  screen.feed(view.paint(at_end("a\tb\x1b[2J\x7f\u202E\u200B\n\u0301x")));
  CHECK(screen.forbidden().empty());
  CHECK(lines_of(screen) == Lines{"> a     b\\x1b[2J\\x7f<U+202E><U+200B>", ". <U+0301>x"});
  CHECK(screen.column() == 11);
}

TEST_CASE("a flood of marks stays in its row") {
  std::string flood = "e";
  for (int i = 0; i < 1000; ++i) flood += "\u0301";
  TinyScreen screen(20, 5);
  EditView view(20, 5);
  screen.feed(view.paint(at_end(flood + "x\ny")));
  CHECK(screen.forbidden().empty());
  CHECK(screen.line(screen.row()) == ". y");
}

TEST_CASE("a text taller than the screen scrolls in its own window") {
  TinyScreen screen(10, 3);
  screen.feed("above\r\n");
  EditView view(10, 3);
  const std::string text = "1\n2\n3\n4\n5";
  screen.feed(view.paint(at_end(text)));
  CHECK(lines_of(screen) == Lines{"above", ". 3", ". 4", ". 5"});
  screen.feed(view.paint(frame_of(text, 2)));
  CHECK(lines_of(screen) == Lines{"above", ". 2", ". 3", ". 4"});
  CHECK(screen.row() == 1);
  screen.feed(view.paint(frame_of(text, 6)));
  CHECK(lines_of(screen) == Lines{"above", ". 2", ". 3", ". 4"});
  screen.feed(view.paint(frame_of("1\n2", 3)));
  CHECK(lines_of(screen) == Lines{"above", "> 1", ". 2"});
}

TEST_CASE("notes stand below the text, and leave it a row") {
  TinyScreen screen(10, 3);
  EditView view(10, 3);
  EditFrame frame = at_end("1\n2");
  frame.notes = {"search: a\x1b\n", "b", "c"};
  screen.feed(view.paint(frame));
  CHECK(lines_of(screen) == Lines{". 2", "search: a…", "b"});
  CHECK(screen.row() == 0);
  frame.notes.clear();
  screen.feed(view.paint(frame));
  CHECK(lines_of(screen) == Lines{"> 1", ". 2"});
  frame.notes = {"note"};
  screen.feed(view.paint(frame));
  screen.feed(view.finish());
  CHECK(lines_of(screen) == Lines{"> 1", ". 2"});
  CHECK(screen.row() == 2);
  CHECK(screen.column() == 0);
}

TEST_CASE("the end leaves the cursor below the text, without an empty row") {
  TinyScreen screen(6, 4);
  EditView view(6, 4);
  screen.feed(view.paint(at_end("abcd")));
  screen.feed(view.finish());
  CHECK(screen.row() == 1);
  screen.feed(view.paint(frame_of("a\nb", 0)));
  screen.feed(view.finish());
  CHECK(lines_of(screen) == Lines{"> abcd", "> a", ". b"});
  CHECK(screen.row() == 3);
  CHECK(view.finish().empty());
}

TEST_CASE("an erased painting leaves nothing") {
  TinyScreen screen(6, 4);
  screen.feed("above\r\n");
  EditView view(6, 4);
  screen.feed(view.paint(at_end("abcdefg")));
  screen.feed(view.erase());
  CHECK(lines_of(screen) == Lines{"above"});
  CHECK(screen.row() == 1);
  CHECK(screen.column() == 0);
}

TEST_CASE("after a resize the text is painted anew and what is above stays") {
  TinyScreen screen(12, 6);
  screen.feed("above\r\n");
  EditView view(12, 6);
  const std::string text = "abcdefghijkl日mn\nxy";
  screen.feed(view.paint(at_end(text)));
  for (const int width : {9, 20, 12}) {
    screen.resize(static_cast<std::size_t>(width));
    view.on_resize(width, 6);
    screen.feed(view.paint(at_end(text)));
    CHECK(screen.forbidden().empty());
    CHECK(screen.line(0) == "above");
    CHECK(screen.line(screen.row()) == ". xy");
  }
  view.on_resize(12, 6);
  screen.feed(view.erase());
  CHECK(screen.line(0) == "above");
  CHECK(screen.line(screen.row()).empty());
}

TEST_CASE("where a terminal reflows, the way up is counted in the new width") {
  EditView view(12, 6);
  view.set_reflows(true);
  static_cast<void>(view.paint(at_end("abcdefgh\nxy")));
  view.on_resize(6, 6);
  CHECK(view.paint(at_end("")) == "\r\x1b[2A\x1b[J> ");
}

TEST_CASE("styles begin and end with the prompt and the note") {
  EditView view(20, 5);
  view.set_styles("\x1b[1m", "\x1b[2m");
  EditFrame frame = at_end("a");
  frame.notes = {"n"};
  CHECK(view.paint(frame) == "\x1b[J\x1b[1m> \x1b[0ma\r\n\x1b[2mn\x1b[0m\r\x1b[A\x1b[3C");
}

TEST_CASE("an unknown or tiny size works") {
  for (const int width : {-1, 0, 1, 2, 3}) {
    EditView view(width, width);
    TinyScreen screen(view.width(), width > 0 ? static_cast<std::size_t>(width) : 24);
    screen.feed(view.paint(at_end("日本\tx\n\x1b👩‍💻e\u0301")));
    CHECK(screen.forbidden().empty());
  }
}
