#include "engine/chat_session.h"

namespace llamero {

ChatSession::ChatSession(std::string model, std::optional<std::string> system,
                         GenerationSettings settings)
    : model_(std::move(model)), system_(std::move(system)), settings_(std::move(settings)) {}

void ChatSession::ask(std::string prompt) {
  turns_.push_back({Message{"user", std::move(prompt)}});
}

ChatRequest ChatSession::request() const {
  ChatRequest request;
  request.model = model_;
  request.settings = settings_;
  if (system_) request.messages.push_back({"system", *system_});
  for (const Turn& turn : turns_) request.messages.push_back(turn.message);
  return request;
}

void ChatSession::accept(Message answer, const Usage& usage) {
  turns_.push_back({std::move(answer), State::complete, usage});
}

void ChatSession::keep_partial(Message answer, State state) {
  if (answer.content.empty() && answer.thinking.empty()) {
    take_back();
    return;
  }
  turns_.push_back({std::move(answer), state});
}

std::string ChatSession::take_back() {
  if (turns_.empty() || turns_.back().message.role != "user") return {};
  std::string prompt = std::move(turns_.back().message.content);
  turns_.pop_back();
  return prompt;
}

const ChatSession::Turn* ChatSession::unfinished() const {
  if (turns_.empty() || turns_.back().message.role != "assistant") return nullptr;
  return turns_.back().state == State::complete ? nullptr : &turns_.back();
}

void ChatSession::extend(std::string_view more, State state, const Usage& usage) {
  if (unfinished() == nullptr) return;
  turns_.back().message.content += more;
  turns_.back().state = state;
  turns_.back().usage = usage;
}

bool ChatSession::forget_answer() {
  if (turns_.empty() || turns_.back().message.role != "assistant") return false;
  turns_.pop_back();
  return true;
}

std::optional<std::string> ChatSession::undo() {
  while (!turns_.empty() && turns_.back().message.role != "user") turns_.pop_back();
  if (turns_.empty()) return std::nullopt;
  return take_back();
}

std::optional<std::string> ChatSession::rewind(std::size_t number) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < turns_.size(); ++i) {
    if (turns_[i].message.role != "user" || ++seen != number) continue;
    std::string prompt = std::move(turns_[i].message.content);
    turns_.resize(i);
    return prompt;
  }
  return std::nullopt;
}

}  // namespace llamero
