// The control sequences that terminals send for keys: xterm, rxvt, the Linux console, kitty's basic
// form.
#pragma once

#include "term/key.h"

#include <optional>
#include <string_view>

namespace llamero {

// The key of an ASCII character or control byte (0x00 to 0x7F).
[[nodiscard]] Key key_of_byte(unsigned char byte);

// The key of ESC [ `parameters` `final`, or nothing where it is none that we know.
[[nodiscard]] std::optional<Key> key_of_csi(std::string_view parameters, char final);

// The key of ESC O `parameters` `final`.
[[nodiscard]] std::optional<Key> key_of_ss3(std::string_view parameters, char final);

}  // namespace llamero
