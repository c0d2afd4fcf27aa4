#include "cli/chatting.h"

#include "cli/answer_view.h"
#include "cli/connection.h"
#include "cli/message.h"
#include "cli/prompt_text.h"

#include <csignal>
#include <optional>
#include <string>

namespace llamero {
namespace {

constexpr std::string_view kPrompt = ">>> ";
constexpr std::string_view kHelp =
    "/clear  forget the conversation so far\n"
    "/bye    leave (so does Ctrl-D)\n"
    "/?      this text\n"
    "Ctrl-C  stop an answer, or clear the line\n";

class Conversation {
 public:
  Conversation(ChatSession& session, bool show_thinking, Run run)
      : session_(session),
        run_(run),
        connection_(run.services, run.settings, run.interrupts, session.model()),
        interactive_(run.services.tty.stdin_tty && run.services.tty.stdout_tty),
        show_thinking_(show_thinking) {}

  Result<ExitCode> loop();

 private:
  Result<std::optional<std::string>> next_line();
  // False ends the chat.
  Result<bool> obey(const std::string& line);
  Result<void> turn(std::string prompt);
  // An error that the chat survives is told and forgotten; any other ends it.
  Result<void> survive(const Error& error);
  Result<void> print(std::string_view text);

  ChatSession& session_;
  Run run_;
  Connection connection_;
  bool interactive_;
  bool show_thinking_;
  ExitCode outcome_ = ExitCode::ok;
};

bool is_command(const std::string& line, std::string_view command) {
  return line.substr(0, line.find_last_not_of(" \t\r") + 1) == command;
}

bool ends_the_chat(const Error& error, bool interactive) {
  switch (error.code) {
    case Errc::interrupted:
      return !interactive || error.signal != SIGINT;
    case Errc::output_failed:
    case Errc::output_closed:
    case Errc::deadline:
      return true;
    default:
      return false;
  }
}

Result<void> Conversation::print(std::string_view text) {
  run_.services.out.text(text);
  run_.services.out.end_text();
  return run_.services.out.drain(run_.interrupts);
}

Result<std::optional<std::string>> Conversation::next_line() {
  while (true) {
    if (interactive_) {
      if (auto printed = print(kPrompt); !printed) return Unexpected(std::move(printed).error());
    }
    auto line = run_.services.in.read_line(kMaxTextInput, run_.interrupts);
    if (line || ends_the_chat(line.error(), interactive_)) return line;
    if (line.error().code != Errc::interrupted) return line;
    // Ctrl-C at the prompt: the terminal has dropped what was typed.
    if (auto printed = print("\n"); !printed) return Unexpected(std::move(printed).error());
  }
}

Result<void> Conversation::survive(const Error& error) {
  if (ends_the_chat(error, interactive_)) return Unexpected(error);
  outcome_ = graver(outcome_, exit_code_of(error.code));
  if (error.code == Errc::interrupted) {
    outcome_ = ExitCode::ok;
    return {};
  }
  say_error(run_.services.err, error);
  return {};
}

Result<void> Conversation::turn(std::string prompt) {
  AnswerView view(run_.services.out, {.show_thinking = show_thinking_, .keep_text = true});
  session_.ask(std::move(prompt));
  auto completion = connection_.client().chat(session_.request(), view);
  connection_.status_line().clear();
  view.finish();
  if (!completion) {
    session_.keep_partial({"assistant", view.text()}, completion.error().code == Errc::interrupted
                                                          ? ChatSession::State::stopped
                                                          : ChatSession::State::cut);
    // Shown before the error, so that the two cannot be confused.
    static_cast<void>(run_.services.out.flush());
    return survive(completion.error());
  }
  session_.accept({"assistant", view.text()}, completion->usage);
  outcome_ = ExitCode::ok;
  if (completion->done_reason == "length") {
    say_warning(run_.services.err, run_.settings,
                "the answer ended at the token limit (done_reason: length)");
  }
  return run_.services.out.drain(run_.interrupts);
}

Result<bool> Conversation::obey(const std::string& line) {
  if (is_command(line, "/bye") || is_command(line, "/exit")) return false;
  if (is_command(line, "/clear")) {
    session_.clear();
    say_note(run_.services.err, run_.settings, "the conversation so far is forgotten");
    return true;
  }
  if (is_command(line, "/?") || is_command(line, "/help")) {
    run_.services.err.text(kHelp);
    static_cast<void>(run_.services.err.flush());
    return true;
  }
  say_error(run_.services.err,
            Error(Errc::usage, "unknown command " + line.substr(0, line.find(' ')),
                  "/? lists the commands"));
  return true;
}

Result<ExitCode> Conversation::loop() {
  while (true) {
    auto line = next_line();
    if (!line) return Unexpected(std::move(line).error());
    if (!*line) {
      if (interactive_) static_cast<void>(print("\n"));
      return interactive_ ? ExitCode::ok : outcome_;
    }
    if ((*line)->find_first_not_of(" \t\r") == std::string::npos) continue;
    if (interactive_ && (*line)->starts_with('/')) {
      auto more = obey(**line);
      if (!more) return Unexpected(std::move(more).error());
      if (!*more) return ExitCode::ok;
      continue;
    }
    auto text = checked_text(**line, "the line", false);
    if (!text) {
      if (!interactive_) return Unexpected(std::move(text).error());
      say_error(run_.services.err, text.error());
      continue;
    }
    if (auto done = turn(*std::move(text)); !done) return Unexpected(std::move(done).error());
  }
}

}  // namespace

Result<ExitCode> converse(ChatSession& session, bool show_thinking, Run run) {
  return Conversation(session, show_thinking, run).loop();
}

}  // namespace llamero
