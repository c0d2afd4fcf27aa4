// The commands that tell something: /show, /stats, /tokens.
#include "cli/chat/look_for_window.h"
#include "cli/chat/slash_command.h"
#include "cli/model_sheet.h"
#include "cli/print.h"
#include "cli/stats.h"

#include <array>

namespace llamero {
namespace {

Result<Obeyed> printed(ChatState& chat, std::string text) {
  if (!text.ends_with('\n')) text += '\n';
  auto done = print(text, chat.run);
  if (!done) return Unexpected(std::move(done).error());
  return Obeyed{};
}

struct Part {
  std::string_view name;
  std::string (*text)(const ModelInfo& info);
};

constexpr std::array kParts = {
    Part{"info", [](const ModelInfo& info) { return model_sheet(info, false); }},
    Part{"license", [](const ModelInfo& info) { return info.license; }},
    Part{"modelfile", [](const ModelInfo& info) { return info.modelfile; }},
    Part{"parameters", [](const ModelInfo& info) { return info.parameters; }},
    Part{"system", [](const ModelInfo& info) { return info.system; }},
    Part{"template", [](const ModelInfo& info) { return info.template_text; }},
};

Result<Part> part_named(std::string_view name) {
  if (name.empty()) return kParts.front();
  for (const Part& part : kParts) {
    if (part.name == name) return part;
  }
  return Unexpected(Error(Errc::usage, "/show knows no \"" + std::string(name) + "\"",
                          "it knows info, license, modelfile, parameters, system and template"));
}

}  // namespace

Result<Obeyed> obey_show(ChatState& chat, std::string_view arguments) {
  const auto part = part_named(arguments);
  if (!part) return Unexpected(part.error());
  auto shown = chat.connection.client().show(chat.session.model(), false);
  chat.connection.status_line().clear();
  if (!shown) return Unexpected(std::move(shown).error());
  std::string text = part->text(shown->info);
  return printed(chat, text.empty() ? "(nothing)" : std::move(text));
}

Result<Obeyed> obey_stats(ChatState& chat, std::string_view arguments) {
  if (auto none = want_none(arguments); !none) return Unexpected(std::move(none).error());
  if (!chat.last_usage) return printed(chat, "there was no answer yet");
  return printed(chat, stats_text(*chat.last_usage));
}

Result<Obeyed> obey_tokens(ChatState& chat, std::string_view arguments) {
  if (auto none = want_none(arguments); !none) return Unexpected(std::move(none).error());
  look_for_window(chat);
  return printed(chat, "the context: " + chat.meter.text());
}

}  // namespace llamero
