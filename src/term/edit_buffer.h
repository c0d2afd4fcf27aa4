// UTF-8 text with a cursor, and all that one can do to it. Knows nothing of keys or screens.
#pragma once

#include "term/kill_ring.h"
#include "term/undo_log.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace llamero {

enum class LetterCase { upper, lower, capital };

// The text is valid UTF-8 whose lines end with LF; the cursor is an offset in bytes, at a grapheme
// boundary. Where a change makes the cursor stand inside a grapheme, it goes to its end. Each
// function returns whether text or cursor changed.
class EditBuffer {
 public:
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::size_t cursor() const { return cursor_; }
  [[nodiscard]] bool on_first_line() const;
  [[nodiscard]] bool on_last_line() const;

  // CR and CRLF become LF, bytes that are not UTF-8 U+FFFD. Typing one character after the other is
  // one step of undo; insert() is a step of its own.
  bool type(std::string_view text);
  bool insert(std::string_view text);
  // Bytes from `begin` up to `end` (cut down to what there is) give way to `text`; the cursor goes
  // behind it. One step.
  bool replace(std::size_t begin, std::size_t end, std::string_view text);
  // Another text, with the cursor at `cursor` (cut down), as one step.
  bool set_text(std::string_view text, std::size_t cursor = std::string_view::npos);
  // Another line to edit: no text, nothing to undo. The kill ring stays.
  void clear();

  bool delete_left();
  bool delete_right();
  // These keep what they cut for yank(); next to each other they make one entry.
  bool kill_to(std::size_t at);
  // The end of the line, or, where the cursor is there, its newline.
  bool kill_to_line_end();
  bool kill_to_line_start();
  bool yank();
  // Right after a yank: the entry before it in its place.
  bool yank_pop();
  // The grapheme before the cursor and the one at it change places, at the end the last two.
  bool transpose();
  // From the cursor to the end of the word.
  bool change_case(LetterCase letter_case);

  bool undo();
  bool redo();

  // `at` is cut down to the end of the text, and goes to a grapheme boundary.
  bool move_to(std::size_t at);
  bool move_left();
  bool move_right();
  bool move_word_left();
  bool move_word_right();
  bool move_line_start();
  bool move_line_end();
  // Over the lines of the text; false on its first and its last. Keeps the column over shorter
  // lines.
  bool move_up();
  bool move_down();

 private:
  enum class After { nothing, kill, yank };

  bool change(std::size_t begin, std::size_t end, std::string_view text, bool joins);
  bool apply(const TextChange& change, bool forward);
  bool move_vertically(std::size_t line);
  // What the last action was no longer matters.
  void begin_action();

  std::string text_;
  std::size_t cursor_ = 0;
  UndoLog undo_;
  KillRing kills_;
  After after_ = After::nothing;
  std::size_t yanked_ = 0;             // where the last yank begins
  std::optional<std::size_t> column_;  // where moves over lines want to be
};

}  // namespace llamero
