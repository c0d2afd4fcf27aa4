// What a person did at the keyboard, as the decoder of a terminal's bytes tells it.
#pragma once

#include <cstddef>
#include <string>

namespace llamero {

enum class KeyCode {
  character,  // Key::character; with ctrl or alt it is no text
  paste,      // Key::text, literally
  enter,
  tab,
  backspace,
  escape,
  up,
  down,
  left,
  right,
  home,
  end,
  page_up,
  page_down,
  insert,
  remove,  // Delete
};

struct Key {
  KeyCode code = KeyCode::character;
  char32_t character = 0;  // of a control key its letter in lower case: Ctrl-A is ctrl and 'a'
  bool ctrl = false;
  bool alt = false;
  bool shift = false;  // of characters only where the terminal says it apart from the character
  std::string text;    // of a paste: valid UTF-8 whose lines end with LF
  std::size_t dropped = 0;  // of a paste: bytes past the limit of the decoder

  friend bool operator==(const Key&, const Key&) = default;
};

}  // namespace llamero
