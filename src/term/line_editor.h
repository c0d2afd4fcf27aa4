// The editor of an input of one or more lines, as a state machine: keys go in, what the caller is
// to do comes out. It reads and writes nothing.
#pragma once

#include "term/completion.h"
#include "term/edit_buffer.h"
#include "term/edit_command.h"
#include "term/history_search.h"
#include "term/history_walk.h"
#include "term/key.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace llamero {

enum class EditOutcome {
  none,             // nothing to paint
  changed,          // text, cursor, candidates or search line
  submit,           // Enter: take_text() has it
  end_of_input,     // Ctrl-D where there is no text
  interrupt,        // Ctrl-C; the text stays until clear()
  suspend,          // Ctrl-Z
  clear_screen,     // Ctrl-L
  edit_externally,  // Ctrl-G, Ctrl-X Ctrl-E: set_text() with what the editor wrote
};

class LineEditor {
 public:
  // `entries`, oldest first, must outlive the editor or the next call, may be null, and may change
  // only right before a call of this.
  void set_history(const std::vector<std::string>* entries);
  void set_completer(Completer completer) { completer_ = std::move(completer); }

  EditOutcome feed(const Key& key);

  // What to show: while a search runs, what it found. Valid UTF-8; the cursor is a grapheme
  // boundary, in bytes.
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] std::size_t cursor() const;
  // What a second Tab asked for, up to the next key.
  [[nodiscard]] const std::vector<Candidate>& candidates() const { return candidates_; }
  // The line of the search that runs, else empty. Not inert.
  [[nodiscard]] std::string search_line() const;

  // Another text, with the cursor at its end, as one step of undo.
  void set_text(std::string_view text);
  // The text, for sending it; the editor goes on with an empty one, as after clear().
  [[nodiscard]] std::string take_text();
  // Drops the text, what could be undone, and the place in the history. The kill ring stays.
  void clear();

 private:
  EditOutcome dispatch(const Key& key);
  EditOutcome run(EditCommand command);
  EditOutcome insert(const Key& key);
  EditOutcome submit();
  EditOutcome complete();
  EditOutcome walk_to(std::optional<std::string> text);
  EditOutcome start_search();
  // Nothing: the search is over, and the key is still to be done.
  std::optional<EditOutcome> search(const Key& key);
  void step_search(EditCommand command);
  void show_match();
  void accept_match();

  EditBuffer buffer_;
  HistoryWalk walk_;
  const std::vector<std::string>* history_ = nullptr;
  Completer completer_;
  std::vector<Candidate> candidates_;
  bool after_tab_ = false;
  bool after_prefix_ = false;
  std::optional<HistorySearch> search_;
  std::optional<std::string> preview_;  // what the search found
  std::size_t preview_cursor_ = 0;
  std::string last_query_;
};

}  // namespace llamero
