#include "engine/chat_session.h"

namespace llamero {

ChatSession::ChatSession(std::string model, std::optional<std::string> system,
                         GenerationSettings settings)
    : model_(std::move(model)), system_(std::move(system)), settings_(std::move(settings)) {}

ChatRequest ChatSession::ask(std::string prompt) {
  turns_.push_back({Message{"user", std::move(prompt)}, false});
  ChatRequest request;
  request.model = model_;
  request.settings = settings_;
  if (system_) request.messages.push_back({"system", *system_});
  for (const Turn& turn : turns_) request.messages.push_back(turn.message);
  return request;
}

void ChatSession::accept(std::string answer) {
  turns_.push_back({Message{"assistant", std::move(answer)}, false});
}

void ChatSession::keep_partial(std::string answer) {
  if (answer.empty()) {
    take_back();
    return;
  }
  turns_.push_back({Message{"assistant", std::move(answer)}, true});
}

void ChatSession::take_back() {
  if (!turns_.empty() && turns_.back().message.role == "user") turns_.pop_back();
}

void ChatSession::clear() {
  turns_.clear();
}

}  // namespace llamero
