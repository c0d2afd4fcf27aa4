// A conversation without a terminal: history in memory and the request of the next turn.
#pragma once

#include "llamero/types.h"

#include <string>
#include <vector>

namespace llamero {

class ChatSession {
 public:
  struct Turn {
    Message message;
    bool partial = false;  // an answer that was stopped or cut
  };

  ChatSession(std::string model, std::optional<std::string> system, GenerationSettings settings);

  // The request for the next turn. The turn is open until one of the next three is called.
  [[nodiscard]] ChatRequest ask(std::string prompt);
  // The answer came whole.
  void accept(std::string answer);
  // The answer was stopped or cut: what was shown stays in the history, marked; nothing shown takes
  // the question back too, so that the history never holds two user turns in a row.
  void keep_partial(std::string answer);
  // No answer: the question leaves the history.
  void take_back();

  // Forgets all turns but not the system prompt.
  void clear();

  [[nodiscard]] const std::vector<Turn>& turns() const { return turns_; }
  [[nodiscard]] const std::string& model() const { return model_; }

 private:
  std::string model_;
  std::optional<std::string> system_;
  GenerationSettings settings_;
  std::vector<Turn> turns_;
};

}  // namespace llamero
