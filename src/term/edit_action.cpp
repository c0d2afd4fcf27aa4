#include "term/edit_action.h"

#include "term/text_bounds.h"

#include <algorithm>
#include <array>

namespace llamero {
namespace {

struct Action {
  EditCommand command;
  bool (*apply)(EditBuffer& buffer);
};

bool kill_word_left(EditBuffer& buffer) {
  return buffer.kill_to(word_start_before(buffer.text(), buffer.cursor()));
}

bool kill_word_right(EditBuffer& buffer) {
  return buffer.kill_to(word_end_after(buffer.text(), buffer.cursor()));
}

bool kill_blank_left(EditBuffer& buffer) {
  return buffer.kill_to(blank_start_before(buffer.text(), buffer.cursor()));
}

constexpr std::array kActions = {
    Action{EditCommand::newline, [](EditBuffer& buffer) { return buffer.type("\n"); }},
    Action{EditCommand::left, [](EditBuffer& buffer) { return buffer.move_left(); }},
    Action{EditCommand::right, [](EditBuffer& buffer) { return buffer.move_right(); }},
    Action{EditCommand::word_left, [](EditBuffer& buffer) { return buffer.move_word_left(); }},
    Action{EditCommand::word_right, [](EditBuffer& buffer) { return buffer.move_word_right(); }},
    Action{EditCommand::line_start, [](EditBuffer& buffer) { return buffer.move_line_start(); }},
    Action{EditCommand::line_end, [](EditBuffer& buffer) { return buffer.move_line_end(); }},
    Action{EditCommand::text_start, [](EditBuffer& buffer) { return buffer.move_to(0); }},
    Action{EditCommand::text_end,
           [](EditBuffer& buffer) { return buffer.move_to(buffer.text().size()); }},
    Action{EditCommand::delete_left, [](EditBuffer& buffer) { return buffer.delete_left(); }},
    Action{EditCommand::delete_right, [](EditBuffer& buffer) { return buffer.delete_right(); }},
    Action{EditCommand::kill_line_end,
           [](EditBuffer& buffer) { return buffer.kill_to_line_end(); }},
    Action{EditCommand::kill_line_start,
           [](EditBuffer& buffer) { return buffer.kill_to_line_start(); }},
    Action{EditCommand::kill_word_left, kill_word_left},
    Action{EditCommand::kill_word_right, kill_word_right},
    Action{EditCommand::kill_blank_left, kill_blank_left},
    Action{EditCommand::yank, [](EditBuffer& buffer) { return buffer.yank(); }},
    Action{EditCommand::yank_pop, [](EditBuffer& buffer) { return buffer.yank_pop(); }},
    Action{EditCommand::transpose, [](EditBuffer& buffer) { return buffer.transpose(); }},
    Action{EditCommand::upper_case,
           [](EditBuffer& buffer) { return buffer.change_case(LetterCase::upper); }},
    Action{EditCommand::lower_case,
           [](EditBuffer& buffer) { return buffer.change_case(LetterCase::lower); }},
    Action{EditCommand::capital_case,
           [](EditBuffer& buffer) { return buffer.change_case(LetterCase::capital); }},
    Action{EditCommand::undo, [](EditBuffer& buffer) { return buffer.undo(); }},
    Action{EditCommand::redo, [](EditBuffer& buffer) { return buffer.redo(); }},
};

}  // namespace

std::optional<bool> apply_to_text(EditCommand command, EditBuffer& buffer) {
  const auto* const action =
      std::find_if(kActions.begin(), kActions.end(),
                   [&](const Action& candidate) { return candidate.command == command; });
  if (action == kActions.end()) return std::nullopt;
  return action->apply(buffer);
}

}  // namespace llamero
