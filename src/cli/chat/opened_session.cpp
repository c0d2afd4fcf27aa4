#include "cli/chat/opened_session.h"

#include "cli/answer_view.h"
#include "cli/chat/answering.h"
#include "cli/chat/line_source.h"
#include "cli/message.h"

namespace llamero {

Result<void> show_opened(ChatState& chat, const OpenedSession& opened) {
  Output& out = chat.run.services.out;
  std::string text = "session " + opened.handle + ", " + std::to_string(opened.turns) +
                     " turns, the last of them:";
  if (opened.turns == 0) text = "session " + opened.handle + ", without turns";
  say_note(chat.run.services.err, chat.run.settings, text);
  const auto& turns = chat.session.turns();
  const std::size_t first = turns.size() < 2 ? 0 : turns.size() - 2;
  for (std::size_t i = first; i < turns.size(); ++i) {
    const Message& message = turns[i].message;
    if (message.role == "user") {
      out.text(kChatPrompt);
      out.text(message.content + "\n");
      out.end_text();
      continue;
    }
    AnswerView view(out, chat.run.services.clock, view_options(chat));
    ChatChunk chunk;
    chunk.content = message.content;
    if (auto shown = view.on_chunk(chunk); !shown) return shown;
    view.finish();
  }
  if (auto drained = out.drain(chat.run.interrupts); !drained) return drained;
  if (const auto* unfinished = chat.session.unfinished()) {
    const bool cut = unfinished->state == ChatSession::State::cut;
    say_note(chat.run.services.err, chat.run.settings,
             cut ? "this answer was cut; Enter, or /continue, goes on with it"
                 : "this answer was stopped; /continue goes on with it");
  }
  return {};
}

}  // namespace llamero
