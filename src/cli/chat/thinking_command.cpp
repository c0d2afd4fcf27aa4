// /thinking: whether what the model thinks is shown, and what it was.
#include "cli/answer_view.h"
#include "cli/chat/slash_command.h"
#include "cli/message.h"

#include <algorithm>

namespace llamero {
namespace {

Result<Obeyed> tell_mode(const ChatState& chat) {
  say_note(chat.run.services.err, chat.run.settings,
           chat.show_thinking ? "thinking is shown; /thinking hide folds it"
                              : "thinking is folded; /thinking show unfolds it, /thinking last "
                                "shows the last");
  return Obeyed{};
}

// As the model wrote it, without markdown.
Result<Obeyed> show_last(ChatState& chat) {
  const auto& turns = chat.session.turns();
  const auto last = std::find_if(turns.rbegin(), turns.rend(), [](const ChatSession::Turn& turn) {
    return !turn.message.thinking.empty();
  });
  if (last == turns.rend()) {
    say_note(chat.run.services.err, chat.run.settings, "no answer of this chat has any thinking");
    return Obeyed{};
  }
  Output& out = chat.run.services.out;
  AnswerView view(out, chat.run.services.clock, {});
  ChatChunk chunk;
  chunk.thinking = last->message.thinking;
  if (auto shown = view.on_chunk(chunk); !shown) return Unexpected(std::move(shown).error());
  view.finish();
  if (auto drained = out.drain(chat.run.interrupts); !drained)
    return Unexpected(std::move(drained).error());
  return Obeyed{};
}

}  // namespace

Result<Obeyed> obey_thinking(ChatState& chat, std::string_view arguments) {
  if (arguments == "last") return show_last(chat);
  if (arguments == "show" || arguments == "hide") {
    chat.show_thinking = arguments == "show";
  } else if (!arguments.empty()) {
    return Unexpected(Error(Errc::usage, "/thinking show, hide or last"));
  }
  return tell_mode(chat);
}

}  // namespace llamero
