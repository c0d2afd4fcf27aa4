// A conversation without a terminal: its turns, what they are made of, and the request of the next
// one. Kept whole until somebody says otherwise: nothing is ever cut to fit a context.
#pragma once

#include "llamero/result.h"
#include "llamero/types.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace llamero {

class ChatSession {
 public:
  enum class State {
    complete,
    stopped,  // an answer that the person stopped
    cut,      // an answer whose stream ended without its final line
  };
  struct Turn {
    Message message;
    State state = State::complete;
    Usage usage = {};  // of an answer that is complete
  };

  ChatSession(std::string model, std::optional<std::string> system, GenerationSettings settings);

  // Opens a turn; it is open until one of the next three is called.
  void ask(std::string prompt);
  // The answer came whole.
  void accept(Message answer, const Usage& usage);
  // The answer was stopped or cut: what was shown stays in the history, marked; nothing shown takes
  // the question back too, so that the history never holds two user turns in a row.
  void keep_partial(Message answer, State state);
  // No answer: the question leaves the history. Returns it, to be typed again.
  std::string take_back();

  // The request for an answer to the history as it stands.
  [[nodiscard]] ChatRequest request() const;

  // The last turn, if it is an answer that was stopped or cut.
  [[nodiscard]] const Turn* unfinished() const;
  // Puts what followed behind an unfinished answer, which is then as `state` says.
  void extend(std::string_view more, State state, const Usage& usage);

  // Takes the last answer back, so that the last question can be asked again. False: there is no
  // answer.
  bool forget_answer();
  // Takes the last question and its answer back; the question, to be edited. nullopt: none.
  std::optional<std::string> undo();
  // Keeps the turns before the `number`th question (from 1) and returns that question, to be asked
  // in other words. nullopt: there is no such question.
  std::optional<std::string> rewind(std::size_t number);
  // Forgets all turns but not the system prompt.
  void clear() { turns_.clear(); }

  void set_model(std::string model) { model_ = std::move(model); }
  void set_system(std::optional<std::string> system) { system_ = std::move(system); }
  void set_turns(std::vector<Turn> turns) { turns_ = std::move(turns); }
  [[nodiscard]] GenerationSettings& settings() { return settings_; }

  [[nodiscard]] const std::vector<Turn>& turns() const { return turns_; }
  [[nodiscard]] const std::string& model() const { return model_; }
  [[nodiscard]] const std::optional<std::string>& system() const { return system_; }
  [[nodiscard]] const GenerationSettings& settings() const { return settings_; }

 private:
  std::string model_;
  std::optional<std::string> system_;
  GenerationSettings settings_;
  std::vector<Turn> turns_;
};

}  // namespace llamero
