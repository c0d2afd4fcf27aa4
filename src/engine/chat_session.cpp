#include "engine/chat_session.h"

#include <algorithm>

namespace llamero {
namespace {

Question question_of(ChatSession::Turn turn) {
  Question question{std::move(turn.message.content), turn.typed, std::move(turn.message.images)};
  question.typed = std::min(question.typed, question.text.size());
  return question;
}

}  // namespace

ChatSession::ChatSession(std::string model, std::optional<std::string> system,
                         GenerationSettings settings)
    : model_(std::move(model)), system_(std::move(system)), settings_(std::move(settings)) {}

void ChatSession::ask(Question question) {
  Turn turn;
  turn.message = {"user", std::move(question.text), {}, std::move(question.images)};
  turn.typed = question.typed;
  turns_.push_back(std::move(turn));
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

Question ChatSession::take_back() {
  if (turns_.empty() || turns_.back().message.role != "user") return {};
  Question question = question_of(std::move(turns_.back()));
  turns_.pop_back();
  return question;
}

void ChatSession::set_time(std::chrono::system_clock::time_point time) {
  if (!turns_.empty()) turns_.back().time = time;
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

std::optional<Question> ChatSession::undo() {
  while (!turns_.empty() && turns_.back().message.role != "user") turns_.pop_back();
  if (turns_.empty()) return std::nullopt;
  return take_back();
}

std::optional<Question> ChatSession::rewind(std::size_t number) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < turns_.size(); ++i) {
    if (turns_[i].message.role != "user" || ++seen != number) continue;
    Question question = question_of(std::move(turns_[i]));
    turns_.resize(i);
    return question;
  }
  return std::nullopt;
}

}  // namespace llamero
