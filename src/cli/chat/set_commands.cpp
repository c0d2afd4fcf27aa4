// The commands that change what the next request asks for: /load, /set, /system.
#include "api/model_name.h"
#include "api/model_options.h"
#include "cli/chat/look_for_window.h"
#include "cli/chat/slash_command.h"
#include "cli/message.h"

namespace llamero {
namespace {

Result<Obeyed> set_parameter(ChatState& chat, std::string_view arguments) {
  const std::string_view name = take_word(arguments);
  if (name.empty() || arguments.empty())
    return Unexpected(Error(Errc::usage, "/set parameter NAME VALUE, as in: temperature 0.2"));
  const std::string assignment = std::string(name) + "=" + std::string(arguments);
  if (auto added = add_model_option(assignment, chat.session.settings().options); !added)
    return Unexpected(std::move(added).error());
  if (name == "num_ctx") chat.meter.set_window(context_window(chat.session.settings(), nullptr));
  note(chat, "from now on " + assignment);
  return Obeyed{};
}

Result<Obeyed> set_format(ChatState& chat, std::string_view arguments) {
  if (arguments != "json") return Unexpected(Error(Errc::usage, "/set format json, or noformat"));
  chat.session.settings().format = RawJson{"\"json\""};
  note(chat, "answers will be JSON; say so in the prompt too");
  return Obeyed{};
}

Result<Obeyed> set_think(ChatState& chat, std::string_view level) {
  if (!level.empty() && level != "low" && level != "medium" && level != "high")
    return Unexpected(Error(Errc::usage, "/set think, or with low, medium or high"));
  chat.session.settings().think = level.empty() ? "true" : std::string(level);
  return Obeyed{};
}

Result<Obeyed> switch_to(ChatState& chat, bool& flag, bool value, std::string_view text) {
  flag = value;
  note(chat, text);
  return Obeyed{};
}

}  // namespace

Result<Obeyed> obey_load(ChatState& chat, std::string_view arguments) {
  if (arguments.empty()) {
    note(chat, "the model is " + chat.session.model());
    return Obeyed{};
  }
  if (auto checked = check_model_name(arguments); !checked)
    return Unexpected(std::move(checked).error());
  // Asked now, so that a typing error does not cost a question.
  auto shown = chat.connection.client().show(arguments, false);
  if (!shown) return Unexpected(std::move(shown).error());
  chat.session.set_model(std::string(arguments));
  chat.connection.phase_line().set_what(chat.session.model());
  forget_window(chat);
  note(chat, "from now on " + chat.session.model() + " answers; the conversation stays");
  return Obeyed{};
}

Result<Obeyed> obey_set(ChatState& chat, std::string_view arguments) {
  const std::string_view what = take_word(arguments);
  GenerationSettings& settings = chat.session.settings();
  if (what == "parameter") return set_parameter(chat, arguments);
  if (what == "system") return obey_system(chat, arguments);
  if (what == "format") return set_format(chat, arguments);
  if (what == "think") return set_think(chat, arguments);
  if (auto none = want_none(arguments); !none) return Unexpected(std::move(none).error());
  if (what == "verbose") return switch_to(chat, chat.show_stats, true, "figures after each answer");
  if (what == "quiet") return switch_to(chat, chat.show_stats, false, "no figures");
  if (what == "noformat") {
    settings.format.reset();
    return Obeyed{};
  }
  if (what == "nothink") {
    settings.think = "false";
    return Obeyed{};
  }
  constexpr std::string_view kKnown =
      "parameter NAME VALUE, system TEXT, format json, noformat, think [LEVEL], nothink, verbose, "
      "quiet";
  if (what.empty()) {
    note(chat, "/set takes " + std::string(kKnown));
    return Obeyed{};
  }
  return Unexpected(Error(Errc::usage, "/set knows no \"" + std::string(what) + "\"",
                          "it takes " + std::string(kKnown)));
}

Result<Obeyed> obey_system(ChatState& chat, std::string_view arguments) {
  if (arguments.empty()) {
    note(chat, chat.session.system() ? "the system prompt is: " + *chat.session.system()
                                     : "the system prompt is that of the model");
    return Obeyed{};
  }
  chat.meter.reset();
  if (arguments == "-") {
    chat.session.set_system(std::nullopt);
    note(chat, "the system prompt is that of the model again");
    return Obeyed{};
  }
  chat.session.set_system(std::string(arguments));
  note(chat, "the system prompt is changed");
  return Obeyed{};
}

}  // namespace llamero
