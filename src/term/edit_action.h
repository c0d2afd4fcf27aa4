// The commands that need nothing but the text.
#pragma once

#include "term/edit_buffer.h"
#include "term/edit_command.h"

#include <optional>

namespace llamero {

// Whether text or cursor changed; nothing where `command` is about more than the text.
[[nodiscard]] std::optional<bool> apply_to_text(EditCommand command, EditBuffer& buffer);

}  // namespace llamero
