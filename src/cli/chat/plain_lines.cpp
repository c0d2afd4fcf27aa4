#include "cli/chat/plain_lines.h"

#include "cli/message.h"
#include "cli/prompt_text.h"

namespace llamero {

Result<std::optional<std::string>> PlainLines::next(std::string_view draft) {
  if (!draft.empty()) {
    say_note(run_.services.err, run_.settings, "ask in other words; it was: " + std::string(draft));
  }
  if (!prompt_.empty()) {
    Output& out = run_.services.out;
    out.text(prompt_);
    out.end_text();
    if (auto printed = out.drain(run_.interrupts); !printed)
      return Unexpected(std::move(printed).error());
  }
  return run_.services.in.read_line(kMaxTextInput, run_.interrupts);
}

}  // namespace llamero
