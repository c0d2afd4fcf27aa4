#include "engine/continuation.h"

#include <algorithm>

namespace llamero {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

Continuation as_new_turn(const ChatSession& session) {
  ChatRequest request = session.request();
  request.messages.push_back({"user", std::string(kGoOn)});
  return {Continuation::Way::new_turn, std::move(request), ""};
}

// Inside these nobody can say what "the same place" is.
bool is_bound(const ChatSession& session, const ChatSession::Turn& unfinished) {
  return unfinished.message.content.empty() || !unfinished.message.thinking.empty() ||
         session.settings().format.has_value();
}

// A prompt as text has only marks in the places of pictures.
bool has_images(const ChatSession& session) {
  const auto& turns = session.turns();
  return std::any_of(turns.begin(), turns.end(),
                     [](const auto& turn) { return !turn.message.images.empty(); });
}

// The templates of models that think open the thought at the end of the prompt.
bool opens_a_thought(std::string_view prompt) {
  const std::size_t end = prompt.find_last_not_of(kBlank);
  return end != std::string_view::npos && prompt.substr(0, end + 1).ends_with("<think>");
}

}  // namespace

Result<Continuation> plan_continuation(const ChatSession& session, Client& client) {
  const ChatSession::Turn& unfinished = *session.unfinished();
  if (is_bound(session, unfinished)) return as_new_turn(session);
  const std::string& content = unfinished.message.content;
  const std::size_t kept = content.find_last_not_of(kBlank) + 1;
  if (kept == 0) return as_new_turn(session);
  const std::string partial = content.substr(0, kept);
  std::string unsent = content.substr(kept);

  ChatRequest with = session.request();
  with.messages.back().content = partial;
  auto rendered = client.render(with);
  if (!rendered) return Unexpected(std::move(rendered).error());
  if (!*rendered) return as_new_turn(session);
  if ((*rendered)->ends_with(partial))
    return Continuation{Continuation::Way::prefill, std::move(with), std::move(unsent)};

  if (has_images(session)) return as_new_turn(session);
  ChatRequest without = std::move(with);
  without.messages.pop_back();
  auto prompt = client.render(without);
  if (!prompt) return Unexpected(std::move(prompt).error());
  if (!*prompt || (*prompt)->empty() || opens_a_thought(**prompt)) return as_new_turn(session);
  GenerateRequest raw;
  raw.model = session.model();
  raw.prompt = **prompt + partial;
  raw.raw = true;
  raw.settings = session.settings();
  raw.settings.think.reset();
  return Continuation{Continuation::Way::raw, std::move(raw), std::move(unsent)};
}

std::string_view EchoFilter::pass(std::string_view piece) {
  while (!echo_.empty() && !piece.empty()) {
    if (piece.front() != echo_.front()) {
      echo_.clear();
      break;
    }
    echo_.erase(0, 1);
    piece.remove_prefix(1);
  }
  return piece;
}

}  // namespace llamero
