#include "cli/chat/chat_theme.h"

namespace llamero {
namespace {

constexpr Milliseconds kPatience{100};
constexpr Milliseconds kPatienceOverSsh{300};

std::optional<Background> named_background(const Settings& settings, const Env& env) {
  if (settings.background) return settings.background;
  const auto colors = env.non_empty("COLORFGBG");
  return colors ? background_of_colorfgbg(*colors) : std::nullopt;
}

// The Linux console has no answer; it is dark.
bool can_ask(const ChatState& chat) {
  const Services& services = chat.run.services;
  return chat.markdown == MarkdownLook::full && services.out.caps().color &&
         !services.env.non_empty("TERM").value_or("").starts_with("linux");
}

}  // namespace

void choose_background(ChatState& chat) {
  const Env& env = chat.run.services.env;
  chat.background = named_background(chat.run.settings, env);
  if (chat.background || chat.keyboard == nullptr || !can_ask(chat)) return;
  const bool far = env.non_empty("SSH_CONNECTION").has_value();
  chat.keyboard->ask_background(chat.run.services.out, far ? kPatienceOverSsh : kPatience);
}

MarkdownTheme theme_of(const ChatState& chat) {
  auto background = chat.background;
  if (!background && chat.keyboard != nullptr) background = chat.keyboard->background();
  return background == Background::light ? MarkdownTheme::light() : MarkdownTheme::dark();
}

}  // namespace llamero
