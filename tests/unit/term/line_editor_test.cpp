#include "term/line_editor.h"

#include "catch.hpp"
#include "term/key_decoder.h"

#include <string>
#include <vector>

using llamero::Candidate;
using llamero::Completions;
using llamero::EditOutcome;
using llamero::Key;
using llamero::KeyDecoder;
using llamero::LineEditor;

namespace {

// What came of the last key of `bytes`, as a terminal sends them.
EditOutcome type(LineEditor& editor, std::string_view bytes) {
  KeyDecoder decoder;
  std::vector<Key> keys;
  decoder.feed(bytes, KeyDecoder::TimePoint(), keys);
  decoder.flush(keys);
  EditOutcome outcome = EditOutcome::none;
  for (const Key& key : keys) outcome = editor.feed(key);
  return outcome;
}

std::string shown(const LineEditor& editor) {
  std::string text = editor.text();
  return text.insert(editor.cursor(), "|");
}

const std::vector<std::string>& history() {
  static const std::vector<std::string> kEntries = {"first", "Second one", "third\ntwo lines",
                                                    "second one", "second one"};
  return kEntries;
}

Completions slash_commands(std::string_view text, std::size_t cursor) {
  Completions completion;
  completion.end = cursor;
  for (const char* name : {"/file ", "/fork ", "/system "}) {
    if (std::string_view(name).substr(0, cursor) == text.substr(0, cursor)) {
      completion.candidates.push_back({name, ""});
    }
  }
  return completion;
}

}  // namespace

TEST_CASE("Enter submits, and the text is taken once") {
  LineEditor editor;
  CHECK(type(editor, "hello\r") == EditOutcome::submit);
  CHECK(editor.take_text() == "hello");
  CHECK(editor.text().empty());
  CHECK(type(editor, "\x1f") == EditOutcome::none);
}

TEST_CASE("a newline comes from Ctrl-J, Alt-Enter, Shift-Enter and a backslash before Enter") {
  LineEditor editor;
  CHECK(type(editor, "a\nb\x1b\rc\x1b[13;2ud\\\r") == EditOutcome::changed);
  CHECK(shown(editor) == "a\nb\nc\nd\n|");
  CHECK(type(editor, "e\\\\\r") == EditOutcome::submit);
  CHECK(type(editor, "\x7f\x02\r") == EditOutcome::submit);
}

TEST_CASE("keys of the program come out as outcomes") {
  LineEditor editor;
  CHECK(type(editor, "\x04") == EditOutcome::end_of_input);
  CHECK(type(editor, "ab\x01\x04") == EditOutcome::changed);
  CHECK(shown(editor) == "|b");
  CHECK(type(editor, "\x03") == EditOutcome::interrupt);
  CHECK(type(editor, "\x1a") == EditOutcome::suspend);
  CHECK(type(editor, "\f") == EditOutcome::clear_screen);
  CHECK(type(editor, "\x07") == EditOutcome::edit_externally);
  CHECK(type(editor, "\x18\x05") == EditOutcome::edit_externally);
  CHECK(type(editor, "\x18z") == EditOutcome::none);
  CHECK(type(editor, "\x1b[15~") == EditOutcome::none);
  CHECK(shown(editor) == "|b");
}

TEST_CASE("a paste is text, whatever it holds, and one step of undo") {
  LineEditor editor;
  CHECK(type(editor, "x\x1b[200~rm\r\x03\x04\t\x1b[201~") == EditOutcome::changed);
  CHECK(shown(editor) == "xrm\n\x03\x04\t|");
  type(editor, "\x1f");
  CHECK(shown(editor) == "x|");
}

TEST_CASE("words and lines are edited with the keys of emacs") {
  LineEditor editor;
  type(editor,
       "one two three\x1b"
       "b\x17\x19");
  CHECK(shown(editor) == "one two |three");
  type(editor,
       "\x1b"
       "d\x01\x1b"
       "c");
  CHECK(shown(editor) == "One| two ");
  type(editor, "\x05\x15\x19\x1by");
  CHECK(shown(editor) == "three|");
  type(editor, "\x18\x15\x1f");
  CHECK(shown(editor) == "|");
  type(editor, "\x1b_");
  CHECK(shown(editor) == "One two |");
}

TEST_CASE("Up and Down go through the lines, and beyond them through the history") {
  LineEditor editor;
  editor.set_history(&history());
  type(editor, "draft");
  CHECK(type(editor, "\x1b[A") == EditOutcome::changed);
  CHECK(shown(editor) == "second one|");
  type(editor, "\x1b[A\x1b[A");
  CHECK(shown(editor) == "third\ntwo lines|");
  type(editor, "\x1b[A");
  CHECK(shown(editor) == "third|\ntwo lines");
  type(editor, "\x1b[A\x1b[A");
  CHECK(shown(editor) == "first|");
  CHECK(type(editor, "\x1b[A") == EditOutcome::none);
  for (int i = 0; i < 5; ++i) type(editor, "\x1b[1;5B");
  CHECK(shown(editor) == "draft|");
  CHECK(type(editor, "\x0e") == EditOutcome::none);
}

TEST_CASE("what was changed in an entry is there when one comes back") {
  LineEditor editor;
  editor.set_history(&history());
  type(editor, "draft\x10!\x10\x0e");
  CHECK(shown(editor) == "second one!|");
  type(editor, "\x0e");
  CHECK(shown(editor) == "draft|");
  editor.clear();
  type(editor, "\x10");
  CHECK(shown(editor) == "second one|");
}

TEST_CASE("Ctrl-R finds older entries while one types, and Ctrl-S newer ones") {
  LineEditor editor;
  editor.set_history(&history());
  type(editor, "draft\x12on");
  CHECK(editor.search_line() == "search: on");
  CHECK(shown(editor) == "sec|ond one");
  type(editor, "\x12");
  CHECK(shown(editor) == "Sec|ond one");
  type(editor, "\x12");
  CHECK(editor.search_line() == "not found: on");
  type(editor, "\x13");
  CHECK(shown(editor) == "sec|ond one");
  type(editor, "\x7f\x7ftwo");
  CHECK(shown(editor) == "third\n|two lines");
  CHECK(type(editor, "\x1b") == EditOutcome::changed);
  CHECK(editor.search_line().empty());
  CHECK(shown(editor) == "third\n|two lines");
  type(editor, "\x1b[1;5B\x1b[1;5B\x1b[1;5B");
  CHECK(shown(editor) == "draft|");
}

TEST_CASE("a search is left by a key that is then done, or given up") {
  LineEditor editor;
  editor.set_history(&history());
  CHECK(type(editor, "draft\x12S\r") == EditOutcome::submit);
  CHECK(editor.take_text() == "Second one");
  type(editor, "draft\x12thi\x05");
  CHECK(shown(editor) == "third|\ntwo lines");
  editor.clear();
  CHECK(type(editor, "draft\x12thi\x07") == EditOutcome::changed);
  CHECK(shown(editor) == "draft|");
  CHECK(type(editor, "\x12thi\x03") == EditOutcome::changed);
  CHECK(shown(editor) == "draft|");
  CHECK(type(editor, "\x12zzz\r") == EditOutcome::changed);
  CHECK(shown(editor) == "draft|");
  type(editor, "\x12\x12");
  CHECK(editor.search_line() == "not found: zzz");
}

TEST_CASE("a search without a history finds nothing") {
  LineEditor editor;
  type(editor, "\x12x\x12\x13\x7f\x7f");
  CHECK(editor.search_line() == "search: ");
  CHECK(type(editor, "\x1b") == EditOutcome::changed);
  CHECK(shown(editor) == "|");
}

TEST_CASE("Tab completes what is common, and a second one lists the rest") {
  LineEditor editor;
  editor.set_completer(slash_commands);
  CHECK(type(editor, "/s\t") == EditOutcome::changed);
  CHECK(shown(editor) == "/system |");
  CHECK(type(editor, "\t") == EditOutcome::none);
  editor.clear();
  CHECK(type(editor, "/\t") == EditOutcome::none);
  CHECK(type(editor, "\t") == EditOutcome::changed);
  CHECK(editor.candidates().size() == 3);
  CHECK(type(editor, "\x1b") == EditOutcome::changed);
  CHECK(editor.candidates().empty());
  CHECK(type(editor, "\t") == EditOutcome::none);
  CHECK(type(editor, "f\t") == EditOutcome::none);
  CHECK(type(editor, "\t") == EditOutcome::changed);
  CHECK(type(editor, "i\t") == EditOutcome::changed);
  CHECK(shown(editor) == "/file |");
  CHECK(type(editor, "x\t") == EditOutcome::none);
}

TEST_CASE("a common beginning is put in before anything is listed") {
  LineEditor editor;
  editor.set_completer([](std::string_view, std::size_t cursor) {
    return Completions{cursor > 3 ? 4U : 99U, 99, {{"model-a", ""}, {"model-b", ""}}};
  });
  CHECK(type(editor, "use mo\t") == EditOutcome::changed);
  CHECK(shown(editor) == "use model-|");
  CHECK(type(editor, "\t") == EditOutcome::changed);
  CHECK(editor.candidates().size() == 2);
}

TEST_CASE("without a completer Tab is a tab") {
  LineEditor editor;
  type(editor, "a\t");
  CHECK(shown(editor) == "a\t|");
}

TEST_CASE("what another program wrote is one step of undo") {
  LineEditor editor;
  type(editor, "mine\x07");
  editor.set_text("theirs\r\n");
  CHECK(shown(editor) == "theirs\n|");
  type(editor, "\x1f");
  CHECK(shown(editor) == "mine|");
}
