#include "term/edit_buffer.h"

#include "catch.hpp"

#include <string>

using llamero::EditBuffer;
using llamero::LetterCase;

namespace {

// The text with a bar where the cursor is.
std::string shown(const EditBuffer& buffer) {
  std::string text = buffer.text();
  return text.insert(buffer.cursor(), "|");
}

EditBuffer buffer_of(std::string_view with_bar) {
  EditBuffer buffer;
  const std::size_t bar = with_bar.find('|');
  buffer.set_text(std::string(with_bar.substr(0, bar)).append(with_bar.substr(bar + 1)), bar);
  return buffer;
}

}  // namespace

TEST_CASE("text is inserted at the cursor, as clean UTF-8 with line feeds") {
  EditBuffer buffer = buffer_of("a|d");
  CHECK(buffer.insert("b\r\nc\r\xff"));
  CHECK(shown(buffer) == "ab\nc\n\uFFFD|d");
  CHECK_FALSE(buffer.insert(""));
}

TEST_CASE("graphemes are deleted whole") {
  EditBuffer buffer = buffer_of("x👩‍💻|e\u0301y");
  CHECK(buffer.delete_right());
  CHECK(shown(buffer) == "x👩‍💻|y");
  CHECK(buffer.delete_left());
  CHECK(shown(buffer) == "x|y");
  CHECK((buffer.delete_left() && !buffer.delete_left()));
  CHECK((buffer.delete_right() && !buffer.delete_right()));
}

TEST_CASE("the cursor never stands inside a grapheme") {
  EditBuffer buffer = buffer_of("e\n|\u0301y");
  buffer.delete_left();
  CHECK(shown(buffer) == "e\u0301|y");
  buffer = buffer_of("👩|💻");
  buffer.type("\u200D");
  CHECK(shown(buffer) == "👩‍💻|");
  buffer.move_to(3);
  CHECK(shown(buffer) == "👩‍💻|");
}

TEST_CASE("words are runs of letters and digits of any script") {
  EditBuffer buffer = buffer_of("|ein, Größe2 日本");
  buffer.move_word_right();
  CHECK(shown(buffer) == "ein|, Größe2 日本");
  buffer.move_word_right();
  CHECK(shown(buffer) == "ein, Größe2| 日本");
  buffer.move_word_right();
  CHECK(shown(buffer) == "ein, Größe2 日本|");
  CHECK_FALSE(buffer.move_word_right());
  buffer.move_word_left();
  buffer.move_word_left();
  CHECK(shown(buffer) == "ein, |Größe2 日本");
}

TEST_CASE("lines are killed and yanked") {
  EditBuffer buffer = buffer_of("one t|wo\nthree");
  buffer.kill_to_line_end();
  CHECK(shown(buffer) == "one t|\nthree");
  buffer.kill_to_line_end();
  buffer.kill_to_line_start();
  CHECK(shown(buffer) == "|three");
  buffer.move_line_end();
  buffer.yank();
  CHECK(shown(buffer) == "threeone two\n|");
  buffer.kill_to_line_start();
  CHECK(shown(buffer) == "threeone two|");
}

TEST_CASE("yank-pop goes through older kills") {
  EditBuffer buffer = buffer_of("a b c|");
  CHECK_FALSE(buffer.yank());
  CHECK_FALSE(buffer.yank_pop());
  buffer.kill_to(4);
  buffer.move_left();
  buffer.kill_to(2);
  buffer.yank();
  CHECK(shown(buffer) == "a b| ");
  buffer.yank_pop();
  CHECK(shown(buffer) == "a c| ");
  buffer.yank_pop();
  CHECK(shown(buffer) == "a b| ");
  buffer.move_left();
  CHECK_FALSE(buffer.yank_pop());
}

TEST_CASE("graphemes change places") {
  EditBuffer buffer = buffer_of("a|e\u0301b");
  CHECK(buffer.transpose());
  CHECK(shown(buffer) == "e\u0301a|b");
  buffer.move_line_end();
  buffer.transpose();
  CHECK(shown(buffer) == "e\u0301ba|");
  buffer = buffer_of("x\n|y");
  CHECK_FALSE(buffer.transpose());
  buffer = buffer_of("x\ny|\nz");
  CHECK_FALSE(buffer.transpose());
}

TEST_CASE("words change their case") {
  EditBuffer buffer = buffer_of("| größe ÄRGER ende");
  buffer.change_case(LetterCase::upper);
  buffer.change_case(LetterCase::lower);
  buffer.change_case(LetterCase::capital);
  CHECK(shown(buffer) == " GRÖẞE ärger Ende|");
}

TEST_CASE("a run of typed characters is one step of undo") {
  EditBuffer buffer;
  for (const char* text : {"o", "n", "e"}) buffer.type(text);
  buffer.move_left();
  for (const char* text : {"t", "w", "o"}) buffer.type(text);
  buffer.insert("PASTE");
  buffer.type("x");
  CHECK(shown(buffer) == "ontwoPASTEx|e");
  CHECK(buffer.undo());
  CHECK(shown(buffer) == "ontwoPASTE|e");
  buffer.undo();
  buffer.undo();
  CHECK(shown(buffer) == "on|e");
  buffer.undo();
  CHECK(shown(buffer) == "|");
  CHECK_FALSE(buffer.undo());
  while (buffer.redo()) {
  }
  CHECK(shown(buffer) == "ontwoPASTEx|e");
}

TEST_CASE("a new change forgets what was undone") {
  EditBuffer buffer = buffer_of("a|");
  buffer.delete_left();
  buffer.undo();
  buffer.type("b");
  CHECK_FALSE(buffer.redo());
  CHECK(shown(buffer) == "ab|");
}

TEST_CASE("deleted runs come back at once") {
  EditBuffer buffer = buffer_of("abc|def");
  buffer.delete_left();
  buffer.delete_left();
  buffer.delete_right();
  buffer.delete_right();
  CHECK(shown(buffer) == "a|f");
  buffer.undo();
  CHECK(shown(buffer) == "abc|def");
}

TEST_CASE("moves over lines keep the column") {
  EditBuffer buffer = buffer_of("日本語x\nab\n\nabcdefgh|");
  for (int i = 0; i < 3; ++i) CHECK(buffer.move_up());
  CHECK(shown(buffer) == "日本語x|\nab\n\nabcdefgh");
  CHECK_FALSE(buffer.move_up());
  for (int i = 0; i < 3; ++i) CHECK(buffer.move_down());
  CHECK(shown(buffer) == "日本語x\nab\n\nabcdefgh|");
  CHECK_FALSE(buffer.move_down());
  buffer.move_left();
  for (int i = 0; i < 3; ++i) buffer.move_up();
  CHECK(shown(buffer) == "日本語x|\nab\n\nabcdefgh");
  buffer.move_left();
  buffer.move_down();
  buffer.move_up();
  CHECK(shown(buffer) == "日本語|x\nab\n\nabcdefgh");
}

TEST_CASE("a range is replaced as one step") {
  EditBuffer buffer = buffer_of("/fi|");
  buffer.replace(0, 99, "/file ");
  CHECK(shown(buffer) == "/file |");
  buffer.undo();
  CHECK(shown(buffer) == "/fi|");
}
