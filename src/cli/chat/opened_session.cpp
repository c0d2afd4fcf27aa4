#include "cli/chat/opened_session.h"

#include "cli/answer_view.h"
#include "cli/chat/answering.h"
#include "cli/chat/line_source.h"
#include "cli/message.h"

#include <algorithm>

namespace llamero {
namespace {

// Of a question, which may hold whole files.
constexpr std::size_t kShownLines = 10;
constexpr std::size_t kShownBytes = 2000;

std::size_t shown_part(const std::string& text) {
  std::size_t end = 0;
  for (std::size_t line = 0; line < kShownLines && end < text.size(); ++line)
    end = std::min(text.find('\n', end), text.size() - 1) + 1;
  if (end <= kShownBytes) return end;
  end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return end;
}

void show_question(Output& out, const std::string& text) {
  const std::size_t end = shown_part(text);
  out.text(kChatPrompt);
  out.text(std::string_view(text).substr(0, end));
  out.end_text();
  if (out.mid_line()) out.text("\n");
  if (end < text.size()) {
    out.text("(" + std::to_string(text.size() - end) + " bytes more)\n");
    out.end_text();
  }
}

}  // namespace

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
      show_question(out, message.content);
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
