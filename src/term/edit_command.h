// What keys mean to the editor: the names of the commands, and the table of the keys.
#pragma once

#include "term/key.h"

#include <optional>

namespace llamero {

enum class EditCommand {
  submit,
  newline,
  complete,
  dismiss,  // Escape: closes what is open
  interrupt,
  suspend,
  clear_screen,
  delete_right_or_end,  // Ctrl-D
  edit_externally,
  prefix,  // Ctrl-X: the next key decides
  search_older,
  search_newer,
  up,
  down,
  older,
  newer,
  left,
  right,
  word_left,
  word_right,
  line_start,
  line_end,
  text_start,
  text_end,
  delete_left,
  delete_right,
  kill_line_end,
  kill_line_start,
  kill_word_left,
  kill_word_right,
  kill_blank_left,
  yank,
  yank_pop,
  transpose,
  upper_case,
  lower_case,
  capital_case,
  undo,
  redo,
};

// Nothing for text, pastes and keys without a meaning.
[[nodiscard]] std::optional<EditCommand> command_of(const Key& key);
// After the prefix.
[[nodiscard]] std::optional<EditCommand> command_after_prefix(const Key& key);

}  // namespace llamero
