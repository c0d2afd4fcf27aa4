// The commands that change the history: /clear, /continue, /edit, /retry, /undo.
#include "cli/chat/slash_command.h"
#include "cli/message.h"

namespace llamero {
namespace {

Error nothing_asked() {
  return {Errc::usage, "nothing was asked yet"};
}

}  // namespace

Result<Obeyed> obey_clear(ChatState& chat, std::string_view arguments) {
  if (auto none = want_none(arguments); !none) return Unexpected(std::move(none).error());
  chat.session.clear();
  chat.meter.reset();
  chat.unanswered.clear();
  chat.attached.clear();
  note(chat, "the conversation so far is forgotten");
  return Obeyed{};
}

Result<Obeyed> obey_continue(ChatState& chat, std::string_view arguments) {
  if (auto none = want_none(arguments); !none) return Unexpected(std::move(none).error());
  if (chat.session.unfinished() == nullptr)
    return Unexpected(Error(Errc::usage, "the last answer is complete"));
  return Obeyed{Obeyed::Next::go_on};
}

Result<Obeyed> obey_edit(ChatState& chat, std::string_view arguments) {
  std::optional<Question> question;
  if (arguments.empty()) {
    question = chat.session.undo();
    if (!question) return Unexpected(nothing_asked());
  } else {
    const auto number = take_number(arguments, "question");
    if (!number) return Unexpected(number.error());
    question = chat.session.rewind(*number);
    if (!question) {
      return Unexpected(
          Error(Errc::usage, "there is no question " + std::string(arguments) + " to edit"));
    }
  }
  chat.meter.reset();
  chat.attached.take_back(*question);
  return Obeyed{Obeyed::Next::prompt, question->typed_text()};
}

Result<Obeyed> obey_retry(ChatState& chat, std::string_view arguments) {
  if (auto none = want_none(arguments); !none) return Unexpected(std::move(none).error());
  if (!chat.unanswered.empty()) {
    chat.session.ask(std::exchange(chat.unanswered, Question()));
    return Obeyed{Obeyed::Next::answer};
  }
  if (!chat.session.forget_answer()) return Unexpected(nothing_asked());
  chat.meter.reset();
  return Obeyed{Obeyed::Next::answer};
}

Result<Obeyed> obey_undo(ChatState& chat, std::string_view arguments) {
  if (auto none = want_none(arguments); !none) return Unexpected(std::move(none).error());
  const auto question = chat.session.undo();
  if (!question) return Unexpected(nothing_asked());
  chat.meter.reset();
  note(chat, "taken back: " + question->typed_text());
  return Obeyed{};
}

}  // namespace llamero
