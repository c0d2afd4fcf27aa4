#include "cli/chat/slash_commands.h"

#include "base/did_you_mean.h"
#include "base/trim.h"
#include "cli/chat/answering.h"
#include "cli/chat/slash_command.h"
#include "cli/message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace llamero {
namespace {

Result<Obeyed> obey_bye(ChatState& /*chat*/, std::string_view /*arguments*/) {
  return Obeyed{Obeyed::Next::leave};
}

Result<Obeyed> obey_help(ChatState& chat, std::string_view arguments);

// By name.
constexpr std::array kCommands = {
    SlashCommand{"/?", "", "this text", &obey_help},
    SlashCommand{"/bye", "", "leave (so does Ctrl-D)", &obey_bye},
    SlashCommand{"/clear", "", "forget the conversation so far", &obey_clear},
    SlashCommand{"/continue", "", "go on with an answer that was stopped or cut", &obey_continue},
    SlashCommand{"/copy", "[code [N]]", "copy the last answer, or a block of code of it",
                 &obey_copy},
    SlashCommand{"/edit", "[N]", "ask the last question, or the Nth, in other words", &obey_edit},
    SlashCommand{"/exit", "", "leave", &obey_bye},
    SlashCommand{"/export", "FILE", "write the conversation to a .md or .json file", &obey_export},
    SlashCommand{"/file", "[PATH]", "attach a text to the next question; - drops all", &obey_file},
    SlashCommand{"/fork", "[NAME]", "go on in a new session; this one stays as it is", &obey_fork},
    SlashCommand{"/help", "", "this text", &obey_help},
    SlashCommand{"/image", "[PATH]", "attach a picture to the next question; - drops all",
                 &obey_image},
    SlashCommand{"/load", "NAME", "go on in another session, or with another model",
                 &obey_load_either},
    SlashCommand{"/model", "MODEL", "go on with another model", &obey_load},
    SlashCommand{"/paste", "", "what is on the clipboard: text to edit, or a picture", &obey_paste},
    SlashCommand{"/remote", "[NAME]", "go on with another server, one of `remote list`",
                 &obey_remote},
    SlashCommand{"/retry", "", "ask the last question again", &obey_retry},
    SlashCommand{"/save", "NAME", "give this conversation a name, and keep it", &obey_save},
    SlashCommand{"/search", "WORDS", "find the turns of all sessions that hold some words",
                 &obey_search},
    SlashCommand{"/set", "[WHAT]",
                 "a parameter, the system prompt, the format, thinking; alone it lists them",
                 &obey_set},
    SlashCommand{"/show", "[WHAT]",
                 "the model: info, license, modelfile, parameters, system, "
                 "template",
                 &obey_show},
    SlashCommand{"/stats", "", "the figures of the last answer", &obey_stats},
    SlashCommand{"/system", "[TEXT]", "show or set the system prompt; - removes it", &obey_system},
    SlashCommand{"/thinking", "[WHAT]", "show, hide: what the model thinks; last: what it was",
                 &obey_thinking},
    SlashCommand{"/tokens", "", "how full the context is", &obey_tokens},
    SlashCommand{"/undo", "", "take the last question and its answer back", &obey_undo},
};

Result<Obeyed> obey_help(ChatState& chat, std::string_view /*arguments*/) {
  std::string text;
  for (const SlashCommand& command : kCommands) {
    const std::string usage = fmt::format("{} {}", command.name, command.arguments);
    text += fmt::format("  {:<20} {}\n", usage, command.summary);
  }
  text += "  Ctrl-C               stop an answer, or clear the line\n";
  chat.run.services.err.text(text);
  static_cast<void>(chat.run.services.err.flush());
  return Obeyed{};
}

Error unknown(std::string_view name) {
  const std::vector<std::string_view> names = slash_command_names();
  const std::string meant = did_you_mean(name, names);
  return {Errc::usage, "unknown command " + std::string(name),
          meant.empty() ? "/? lists the commands" : "did you mean " + meant + "?"};
}

}  // namespace

std::string_view take_word(std::string_view& text) {
  text = trimmed(text);
  const std::string_view word = text.substr(0, text.find_first_of(" \t\r\n"));
  text = trimmed(text.substr(word.size()));
  return word;
}

Result<std::size_t> take_number(std::string_view text, std::string_view thing) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number > 0) return number;
  const std::string name(thing);
  return Unexpected(Error(Errc::usage, "\"" + std::string(text) + "\" is no number of a " + name,
                          "the first " + name + " has the number 1"));
}

void note(const ChatState& chat, std::string_view text) {
  say_note(chat.run.services.err, chat.run.settings, text);
}

Result<void> want_none(std::string_view arguments) {
  if (arguments.empty()) return {};
  return Unexpected(Error(Errc::usage, "this command takes nothing more, but there is \"" +
                                           std::string(arguments) + "\""));
}

std::vector<std::string_view> slash_command_names() {
  std::vector<std::string_view> names;
  for (const SlashCommand& command : kCommands) names.push_back(command.name);
  return names;
}

Result<Obeyed> obey(ChatState& chat, std::string_view line) {
  std::string_view arguments = line;
  const std::string_view name = take_word(arguments);
  const auto* command = std::find_if(kCommands.begin(), kCommands.end(),
                                     [&](const SlashCommand& c) { return c.name == name; });
  auto obeyed = command == kCommands.end() ? Result<Obeyed>(Unexpected(unknown(name)))
                                           : command->obey(chat, arguments);
  chat.connection.status_line().clear();
  if (obeyed || ends_the_chat(obeyed.error(), chat.interactive)) return obeyed;
  if (obeyed.error().code == Errc::interrupted) {
    chat.run.services.out.control("\r\x1b[K");  // the ^C of the kernel's echo
  } else {
    say_error(chat.run.services.err, obeyed.error());
  }
  return Obeyed{};
}

}  // namespace llamero
