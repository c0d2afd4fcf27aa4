// The text that an HTML entity stands for.
#pragma once

#include <string>
#include <string_view>

namespace llamero {

// `entity` with its ampersand and semicolon. Numbers and the names in common use are decoded; one
// that is unknown, or that would draw nothing (a format character, a lone combining mark), stays as
// it is, so that nothing hides behind one. What a terminal would act on is shown (tty_text).
[[nodiscard]] std::string entity_text(std::string_view entity);

}  // namespace llamero
