// Going on with an answer that was cut or stopped. A server keeps nothing of it, and whether a
// template goes on from an unfinished answer or closes it differs from model to model: the prompt
// that the server renders is the proof.
#pragma once

#include "engine/chat_session.h"
#include "llamero/client.h"

#include <string>
#include <string_view>
#include <variant>

namespace llamero {

struct Continuation {
  enum class Way {
    prefill,   // the partial answer is the last message, and the rendered prompt ends with it
    raw,       // the rendered prompt and the partial answer go to /api/generate as they are
    new_turn,  // neither is proved to be right: the model is asked to go on
  };

  Way way = Way::new_turn;
  std::variant<ChatRequest, GenerateRequest> request;
  // White space at the end of what is there was not sent, because a model would rather say it
  // again; of the answer as much of it is to be dropped (see EchoFilter).
  std::string unsent;
};

// The words of Way::new_turn.
inline constexpr std::string_view kGoOn = "Go on exactly where you stopped. Repeat nothing.";

// Decides for the unfinished answer of `session`, which must have one. Asks the server for prompts,
// at most twice; it generates nothing. A thought that was cut, a required format and an answer
// after a thought are never continued in their middle. Errors: those of the server.
[[nodiscard]] Result<Continuation> plan_continuation(const ChatSession& session, Client& client);

// Drops from the start of a continued answer the white space that stands before it already.
class EchoFilter {
 public:
  explicit EchoFilter(std::string echo) : echo_(std::move(echo)) {}
  [[nodiscard]] std::string_view pass(std::string_view piece);

 private:
  std::string echo_;
};

}  // namespace llamero
