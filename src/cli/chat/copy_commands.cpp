// The command that takes something out to a clipboard: /copy.
#include "base/size_text.h"
#include "cli/chat/slash_command.h"
#include "cli/message.h"
#include "process/desktop_clipboard.h"
#include "term/clipboard_sequence.h"
#include "term/code_blocks.h"

#include <algorithm>

namespace llamero {
namespace {

struct Copy {
  std::string what;  // "the answer"
  std::string text;
};

std::string amount(std::string_view text) {
  const auto ends = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  const std::size_t lines = ends + (text.empty() || text.ends_with('\n') ? 0 : 1);
  return std::to_string(lines) + (lines == 1 ? " line, " : " lines, ") +
         std::to_string(text.size()) + " bytes";
}

const std::string* last_answer(const ChatSession& session) {
  const auto& turns = session.turns();
  const auto at = std::find_if(turns.rbegin(), turns.rend(), [](const auto& turn) {
    return turn.message.role == "assistant" && !turn.message.content.empty();
  });
  return at == turns.rend() ? nullptr : &at->message.content;
}

// `number_text` is empty for the last block.
Result<Copy> code_of(const std::string& answer, std::string_view number_text) {
  std::size_t number = 0;
  if (!number_text.empty()) {
    const auto typed = take_number(number_text, "block");
    if (!typed) return Unexpected(typed.error());
    number = *typed;
  }
  std::vector<std::string> blocks = fenced_code_blocks(answer);
  if (blocks.empty())
    return Unexpected(Error(Errc::usage, "there is no block of code in the last answer",
                            "/copy takes all of it"));
  const std::size_t index = number == 0 ? blocks.size() : number;
  if (index > blocks.size()) {
    return Unexpected(Error(Errc::usage, "there is no block " + std::to_string(index) +
                                             " of code in the last answer, which has " +
                                             std::to_string(blocks.size())));
  }
  return Copy{"block " + std::to_string(index) + " of " + std::to_string(blocks.size()),
              std::move(blocks[index - 1])};
}

Result<Copy> what_to_copy(const ChatState& chat, std::string_view arguments) {
  const std::string* answer = last_answer(chat.session);
  if (answer == nullptr) return Unexpected(Error(Errc::usage, "there was no answer yet"));
  if (arguments.empty()) return Copy{"the answer", *answer};
  if (take_word(arguments) == "code") return code_of(*answer, arguments);
  return Unexpected(Error(Errc::usage, "/copy, /copy code, or /copy code N"));
}

Error could_not(const Copy& copy, bool terminal, const Error& why) {
  const std::string limit =
      terminal ? "a terminal takes at most " + size_text(kMostForClipboard) + ", and " : "";
  return {Errc::usage,
          copy.what + " (" + amount(copy.text) + ") could not be copied: " + limit + why.message,
          "/export writes the conversation to a file"};
}

// A terminal gives no answer to the sequence, so that nothing more can be said.
bool send_to_terminal(ChatState& chat, const std::string& text) {
  const auto sequence = clipboard_sequence(text, chat.run.services.env);
  if (sequence) chat.run.services.out.control(*sequence);
  return sequence.has_value();
}

}  // namespace

Result<Obeyed> obey_copy(ChatState& chat, std::string_view arguments) {
  auto copy = what_to_copy(chat, arguments);
  if (!copy) return Unexpected(std::move(copy).error());
  Services& services = chat.run.services;
  const bool terminal = services.out.caps().cursor;
  const bool sent = terminal && send_to_terminal(chat, copy->text);
  if (auto drained = services.out.drain(chat.run.interrupts); !drained)
    return Unexpected(std::move(drained).error());
  std::string where = sent ? "sent to the clipboard of the terminal (it gives no answer)" : "";
  DesktopClipboard clipboard(services.env, services.processes, chat.run.interrupts);
  if (!sent || clipboard.can_write()) {
    const KeyboardRest rest(chat.keyboard);
    auto tool = clipboard.write(copy->text);
    if (!tool && (!sent || tool.error().code != Errc::usage)) {
      if (tool.error().code != Errc::usage) return Unexpected(std::move(tool).error());
      return Unexpected(could_not(*copy, terminal, tool.error()));
    }
    if (sent) where += "; ";
    where += tool ? "taken by " + *tool : tool.error().message;
  }
  say_note(services.err, chat.run.settings, copy->what + " (" + amount(copy->text) + "): " + where);
  return Obeyed{};
}

}  // namespace llamero
