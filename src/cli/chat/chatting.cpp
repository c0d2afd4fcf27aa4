#include "cli/chat/chatting.h"

#include "cli/chat/answering.h"
#include "cli/chat/chat_completion.h"
#include "cli/chat/chat_names.h"
#include "cli/chat/chat_theme.h"
#include "cli/chat/edited_lines.h"
#include "cli/chat/opened_session.h"
#include "cli/chat/plain_lines.h"
#include "cli/chat/slash_commands.h"
#include "cli/message.h"
#include "cli/prompt_text.h"

#include <unistd.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace llamero {
namespace {

class Conversation {
 public:
  Conversation(ChatState& chat, LineSource& lines) : chat_(chat), lines_(lines) {}

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
  LineSource& lines_;
  std::string draft_;  // what the next line begins with
  ExitCode outcome_ = ExitCode::ok;
};

std::optional<MarkdownLook> look_of(MarkdownChoice choice, const StreamCaps& caps) {
  if (!caps.tty || choice == MarkdownChoice::off) return std::nullopt;
  if (choice == MarkdownChoice::plain || !caps.cursor) return MarkdownLook::plain;
  return MarkdownLook::full;
}

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
    auto line = lines_.next(std::exchange(draft_, std::string()));
    if (line || ends_the_chat(line.error(), chat_.interactive)) return line;
    if (line.error().code != Errc::interrupted) return line;
    // Ctrl-C at the prompt: what was typed is given up.
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
  draft_ = std::move(obeyed->draft);
  return true;
}

Result<bool> Conversation::take(const std::string& line) {
  if (is_blank(line)) return take_blank();
  // A text of several lines that begins with a slash is no command: it was pasted.
  const bool one_line = line.find('\n') == std::string::npos;
  if (chat_.interactive && one_line && line.starts_with('/')) return take_command(line);
  auto text = checked_text(line, "the line", false);
  if (!text) {
    if (!chat_.interactive) return Unexpected(std::move(text).error());
    say_error(chat_.run.services.err, text.error());
    return true;
  }
  chat_.unanswered.clear();
  chat_.session.ask(chat_.attached.with(*std::move(text)));
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
    if (chat_.keeper != nullptr) chat_.keeper->sync();
    if (!more) return Unexpected(std::move(more).error());
    if (!*more) break;
  }
  return chat_.interactive ? ExitCode::ok : outcome_;
}

// What is shown right away needs its colours now. A terminal answers within some milliseconds.
void wait_for_background(Keyboard& keyboard) {
  keyboard.listen();
  keyboard.settle();
}

Result<ExitCode> converse_with(ChatState& chat, std::optional<Keyboard>& keyboard) {
  if (!keyboard) {
    PlainLines lines(chat.run, chat.interactive ? kChatPrompt : "");
    return Conversation(chat, lines).loop();
  }
  EditedLines lines(chat.run, *keyboard, chat_completer(names_for(chat)));
  return Conversation(chat, lines).loop();
}

}  // namespace

Error no_model() {
  return {Errc::usage, "MODEL is required",
          "llamero chat MODEL, or a model under [defaults] of config.toml"};
}

Result<ExitCode> converse(ChatSession& session, const ChatOptions& options, Run first) {
  const Services& services = first.services;
  const bool interactive = services.tty.stdin_tty && services.tty.stdout_tty;
  SessionChoice choice = options.session;
  if (!interactive && choice.kind == SessionChoice::Kind::fresh)
    choice.kind = SessionChoice::Kind::ephemeral;
  ChatServer server(first);
  const Run run = server.run();
  SessionKeeper keeper(session, run);
  auto opened = keeper.open(choice, options.keep_model);
  if (!opened) return Unexpected(std::move(opened).error());
  if (session.model().empty()) return Unexpected(no_model());

  std::optional<Keyboard> keyboard;
  if (interactive && services.out.caps().cursor) {
    const auto& remote = run.settings.server.remote;
    keyboard.emplace(STDIN_FILENO, STDOUT_FILENO, services.clock, remote && remote->ssh);
  }
  server.connect(session.model(), keyboard ? &*keyboard : nullptr);
  ChatState chat{session, server, run, server.connection()};
  chat.interactive = interactive;
  chat.show_thinking = options.show_thinking;
  chat.markdown = look_of(options.markdown, services.out.caps());
  chat.keeper = &keeper;
  if (keyboard) chat.keyboard = &*keyboard;
  choose_background(chat);
  if (interactive && *opened) {
    if (keyboard) wait_for_background(*keyboard);
    if (auto shown = show_opened(chat, **opened); !shown)
      return Unexpected(std::move(shown).error());
  }
  auto ended = converse_with(chat, keyboard);
  keeper.sync();
  if (interactive && !keeper.handle().empty() && !session.turns().empty())
    say_note(run.services.err, run.settings,
             "llamero chat --session " + keeper.handle() + " goes on");
  return ended;
}

}  // namespace llamero
