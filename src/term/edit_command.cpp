#include "term/edit_command.h"

#include <algorithm>
#include <array>

namespace llamero {
namespace {

constexpr unsigned kPlain = 0;
constexpr unsigned kCtrl = 1;
constexpr unsigned kAlt = 2;
constexpr unsigned kShift = 4;

struct NamedBinding {
  KeyCode code;
  unsigned modifiers;
  EditCommand command;
};

struct CharacterBinding {
  char32_t character;
  unsigned modifiers;
  EditCommand command;
};

constexpr std::array kNamed = {
    NamedBinding{KeyCode::enter, kPlain, EditCommand::submit},
    NamedBinding{KeyCode::enter, kAlt, EditCommand::newline},
    NamedBinding{KeyCode::enter, kShift, EditCommand::newline},
    NamedBinding{KeyCode::enter, kCtrl, EditCommand::newline},
    NamedBinding{KeyCode::tab, kPlain, EditCommand::complete},
    NamedBinding{KeyCode::escape, kPlain, EditCommand::dismiss},
    NamedBinding{KeyCode::backspace, kPlain, EditCommand::delete_left},
    NamedBinding{KeyCode::backspace, kShift, EditCommand::delete_left},
    NamedBinding{KeyCode::backspace, kAlt, EditCommand::kill_word_left},
    NamedBinding{KeyCode::backspace, kCtrl, EditCommand::kill_word_left},
    NamedBinding{KeyCode::remove, kPlain, EditCommand::delete_right},
    NamedBinding{KeyCode::remove, kCtrl, EditCommand::kill_word_right},
    NamedBinding{KeyCode::remove, kAlt, EditCommand::kill_word_right},
    NamedBinding{KeyCode::up, kPlain, EditCommand::up},
    NamedBinding{KeyCode::up, kCtrl, EditCommand::older},
    NamedBinding{KeyCode::up, kAlt, EditCommand::older},
    NamedBinding{KeyCode::down, kPlain, EditCommand::down},
    NamedBinding{KeyCode::down, kCtrl, EditCommand::newer},
    NamedBinding{KeyCode::down, kAlt, EditCommand::newer},
    NamedBinding{KeyCode::page_up, kPlain, EditCommand::older},
    NamedBinding{KeyCode::page_down, kPlain, EditCommand::newer},
    NamedBinding{KeyCode::left, kPlain, EditCommand::left},
    NamedBinding{KeyCode::left, kCtrl, EditCommand::word_left},
    NamedBinding{KeyCode::left, kAlt, EditCommand::word_left},
    NamedBinding{KeyCode::right, kPlain, EditCommand::right},
    NamedBinding{KeyCode::right, kCtrl, EditCommand::word_right},
    NamedBinding{KeyCode::right, kAlt, EditCommand::word_right},
    NamedBinding{KeyCode::home, kPlain, EditCommand::line_start},
    NamedBinding{KeyCode::home, kCtrl, EditCommand::text_start},
    NamedBinding{KeyCode::end, kPlain, EditCommand::line_end},
    NamedBinding{KeyCode::end, kCtrl, EditCommand::text_end},
};

constexpr std::array kCharacters = {
    CharacterBinding{'a', kCtrl, EditCommand::line_start},
    CharacterBinding{'b', kCtrl, EditCommand::left},
    CharacterBinding{'c', kCtrl, EditCommand::interrupt},
    CharacterBinding{'d', kCtrl, EditCommand::delete_right_or_end},
    CharacterBinding{'e', kCtrl, EditCommand::line_end},
    CharacterBinding{'f', kCtrl, EditCommand::right},
    CharacterBinding{'g', kCtrl, EditCommand::edit_externally},
    CharacterBinding{'h', kCtrl, EditCommand::delete_left},
    CharacterBinding{'j', kCtrl, EditCommand::newline},
    CharacterBinding{'k', kCtrl, EditCommand::kill_line_end},
    CharacterBinding{'l', kCtrl, EditCommand::clear_screen},
    CharacterBinding{'n', kCtrl, EditCommand::down},
    CharacterBinding{'p', kCtrl, EditCommand::up},
    CharacterBinding{'r', kCtrl, EditCommand::search_older},
    CharacterBinding{'s', kCtrl, EditCommand::search_newer},
    CharacterBinding{'t', kCtrl, EditCommand::transpose},
    CharacterBinding{'u', kCtrl, EditCommand::kill_line_start},
    CharacterBinding{'w', kCtrl, EditCommand::kill_blank_left},
    CharacterBinding{'x', kCtrl, EditCommand::prefix},
    CharacterBinding{'y', kCtrl, EditCommand::yank},
    CharacterBinding{'z', kCtrl, EditCommand::suspend},
    CharacterBinding{'_', kCtrl, EditCommand::undo},
    CharacterBinding{'/', kCtrl, EditCommand::undo},
    CharacterBinding{'b', kAlt, EditCommand::word_left},
    CharacterBinding{'c', kAlt, EditCommand::capital_case},
    CharacterBinding{'d', kAlt, EditCommand::kill_word_right},
    CharacterBinding{'f', kAlt, EditCommand::word_right},
    CharacterBinding{'l', kAlt, EditCommand::lower_case},
    CharacterBinding{'n', kAlt, EditCommand::newer},
    CharacterBinding{'p', kAlt, EditCommand::older},
    CharacterBinding{'u', kAlt, EditCommand::upper_case},
    CharacterBinding{'y', kAlt, EditCommand::yank_pop},
    CharacterBinding{'<', kAlt, EditCommand::text_start},
    CharacterBinding{'>', kAlt, EditCommand::text_end},
    CharacterBinding{'_', kAlt, EditCommand::redo},
    CharacterBinding{'/', kAlt, EditCommand::redo},
    CharacterBinding{'h', kCtrl | kAlt, EditCommand::kill_word_left},
    CharacterBinding{'j', kCtrl | kAlt, EditCommand::newline},
};

constexpr std::array kAfterPrefix = {
    CharacterBinding{'e', kCtrl, EditCommand::edit_externally},
    CharacterBinding{'u', kCtrl, EditCommand::undo},
    CharacterBinding{'r', kCtrl, EditCommand::redo},
};

template <class Bindings, class Matches>
std::optional<EditCommand> find_binding(const Bindings& bindings, const Matches& matches) {
  const auto* const found = std::find_if(bindings.begin(), bindings.end(), matches);
  if (found == bindings.end()) return std::nullopt;
  return found->command;
}

unsigned modifiers_of(const Key& key) {
  return (key.ctrl ? kCtrl : 0) | (key.alt ? kAlt : 0) | (key.shift ? kShift : 0);
}

// Shift tells nothing more of a character.
auto matches_character(const Key& key) {
  return [character = key.character,
          modifiers = modifiers_of(key) & ~kShift](const CharacterBinding& binding) {
    return binding.character == character && binding.modifiers == modifiers;
  };
}

}  // namespace

std::optional<EditCommand> command_of(const Key& key) {
  if (key.code == KeyCode::character) return find_binding(kCharacters, matches_character(key));
  return find_binding(kNamed, [&](const NamedBinding& binding) {
    return binding.code == key.code && binding.modifiers == modifiers_of(key);
  });
}

std::optional<EditCommand> command_after_prefix(const Key& key) {
  if (key.code != KeyCode::character) return std::nullopt;
  return find_binding(kAfterPrefix, matches_character(key));
}

}  // namespace llamero
