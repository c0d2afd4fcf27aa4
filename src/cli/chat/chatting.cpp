#include "cli/chat/chatting.h"

#include "cli/chat/answering.h"
#include "cli/chat/slash_commands.h"
#include "cli/message.h"
#include "cli/prompt_text.h"

#include <optional>
#include <string>

namespace llamero {
namespace {

constexpr std::string_view kPrompt = ">>> ";

class Conversation {
 public:
  explicit Conversation(ChatState& chat) : chat_(chat) {}

  Result<ExitCode> loop();

 private:
  Result<std::optional<std::string>> next_line();
  // False ends the chat.
  Result<bool> take(const std::string& line);
  Result<bool> take_blank();
  Result<bool> take_command(const std::string& line);
  Result<bool> after(Result<ExitCode> code);
  Result<void> print(std::string_view text);

  ChatState& chat_;
  ExitCode outcome_ = ExitCode::ok;
};

bool is_blank(const std::string& line) {
  return line.find_first_not_of(" \t\r\n") == std::string::npos;
}

Result<void> Conversation::print(std::string_view text) {
  Output& out = chat_.run.services.out;
  out.text(text);
  out.end_text();
  return out.drain(chat_.run.interrupts);
}

Result<std::optional<std::string>> Conversation::next_line() {
  while (true) {
    if (chat_.interactive) {
      if (auto printed = print(kPrompt); !printed) return Unexpected(std::move(printed).error());
    }
    auto line = chat_.run.services.in.read_line(kMaxTextInput, chat_.run.interrupts);
    if (line || ends_the_chat(line.error(), chat_.interactive)) return line;
    if (line.error().code != Errc::interrupted) return line;
    // Ctrl-C at the prompt: the terminal has dropped what was typed.
    if (auto printed = print("\n"); !printed) return Unexpected(std::move(printed).error());
  }
}

Result<bool> Conversation::after(Result<ExitCode> code) {
  if (!code) return Unexpected(std::move(code).error());
  outcome_ = *code == ExitCode::ok ? ExitCode::ok : graver(outcome_, *code);
  return true;
}

// Enter alone goes on where the network failed.
Result<bool> Conversation::take_blank() {
  if (!chat_.interactive) return true;
  if (!chat_.unanswered.empty()) return take_command("/retry");
  const auto* unfinished = chat_.session.unfinished();
  if (unfinished == nullptr || unfinished->state != ChatSession::State::cut) return true;
  return after(go_on(chat_));
}

Result<bool> Conversation::take_command(const std::string& line) {
  auto obeyed = obey(chat_, line);
  if (!obeyed) return Unexpected(std::move(obeyed).error());
  switch (obeyed->next) {
    case Obeyed::Next::leave:
      return false;
    case Obeyed::Next::answer:
      return after(answer(chat_));
    case Obeyed::Next::go_on:
      return after(go_on(chat_));
    case Obeyed::Next::prompt:
      break;
  }
  if (!obeyed->draft.empty()) {
    say_note(chat_.run.services.err, chat_.run.settings,
             "ask in other words; it was: " + obeyed->draft);
  }
  return true;
}

Result<bool> Conversation::take(const std::string& line) {
  if (is_blank(line)) return take_blank();
  if (chat_.interactive && line.starts_with('/')) return take_command(line);
  auto text = checked_text(line, "the line", false);
  if (!text) {
    if (!chat_.interactive) return Unexpected(std::move(text).error());
    say_error(chat_.run.services.err, text.error());
    return true;
  }
  chat_.unanswered.clear();
  chat_.session.ask(*std::move(text));
  return after(answer(chat_));
}

Result<ExitCode> Conversation::loop() {
  while (true) {
    auto line = next_line();
    if (!line) return Unexpected(std::move(line).error());
    if (!*line) {
      if (chat_.interactive) static_cast<void>(print("\n"));
      break;
    }
    auto more = take(**line);
    if (!more) return Unexpected(std::move(more).error());
    if (!*more) break;
  }
  return chat_.interactive ? ExitCode::ok : outcome_;
}

}  // namespace

Result<ExitCode> converse(ChatSession& session, bool show_thinking, Run run) {
  Connection connection(run.services, run.settings, run.interrupts, session.model());
  ChatState chat{session, run, connection};
  chat.interactive = run.services.tty.stdin_tty && run.services.tty.stdout_tty;
  chat.show_thinking = show_thinking;
  return Conversation(chat).loop();
}

}  // namespace llamero
