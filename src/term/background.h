// Whether a terminal is light or dark: what it is asked, and what its answers mean.
#pragma once

#include <optional>
#include <string_view>

namespace llamero {

enum class Background { dark, light };

// Asks for the colour behind the text (OSC 11), and then for what every terminal answers (DA1):
// with the second answer nothing more is to come.
inline constexpr std::string_view kAskBackground = "\x1b]11;?\x1b\\\x1b[c";

// Of the inside of an OSC that a terminal sent: "11;rgb:RRRR/GGGG/BBBB", or "rgba:" and four parts,
// of one to four hexadecimal digits each. nullopt: it is no such answer.
[[nodiscard]] std::optional<Background> background_of_answer(std::string_view osc);

// Of the variable COLORFGBG: numbers of ANSI colours, the last of them that of the background.
// nullopt: it does not say.
[[nodiscard]] std::optional<Background> background_of_colorfgbg(std::string_view value);

}  // namespace llamero
