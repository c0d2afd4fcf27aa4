// /remote: the conversation goes on with another server.
#include "cli/chat/chat_server.h"
#include "cli/chat/look_for_window.h"
#include "cli/chat/slash_command.h"
#include "cli/message.h"

#include <algorithm>

namespace llamero {
namespace {

bool has(const Client::Listing& models, const std::string& name) {
  const std::string latest = name + ":latest";
  return std::any_of(models.models.begin(), models.models.end(), [&](const ModelSummary& model) {
    return model.name == name || model.name == latest;
  });
}

}  // namespace

Result<Obeyed> obey_remote(ChatState& chat, std::string_view arguments) {
  const ServerChoice& server = chat.run.settings.server;
  if (arguments.empty()) {
    note(chat, "the server is " + server.endpoint.display + " (from " + server.source + ")");
    return Obeyed{};
  }
  const std::string& model = chat.session.model();
  auto models = chat.server.move_to(std::string(arguments), model);
  if (!models) return Unexpected(std::move(models).error());
  forget_window(chat);
  note(chat, "from now on " + server.endpoint.display + " answers; the conversation stays");
  if (!has(*models, model)) {
    say_warning(chat.run.services.err, chat.run.settings,
                "it does not have " + model + "; /model MODEL chooses one that it has");
  }
  return Obeyed{};
}

}  // namespace llamero
