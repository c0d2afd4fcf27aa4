// A conversation without a terminal: its turns, what they are made of, and the request of the next
// one. Kept whole until somebody says otherwise: nothing is ever cut to fit a context.
#pragma once

#include "llamero/result.h"
#include "llamero/types.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace llamero {

// What is asked in one turn.
struct Question {
  std::string text;                      // as it is sent: what was typed, then what was attached
  std::size_t typed = 0;                 // bytes of `text` that a person typed
  std::vector<std::string> images = {};  // base64

  [[nodiscard]] static Question of(std::string typed) {
    const std::size_t size = typed.size();
    return {std::move(typed), size};
  }
  [[nodiscard]] bool empty() const { return text.empty() && images.empty(); }
  void clear() { *this = Question(); }
  [[nodiscard]] std::string typed_text() const { return text.substr(0, typed); }
};

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
    Usage usage = {};                                 // of an answer that is complete
    std::chrono::system_clock::time_point time = {};  // asked, or ended; 0: not known
    std::size_t typed = std::string::npos;            // as in Question; npos: not known, all
  };

  ChatSession(std::string model, std::optional<std::string> system, GenerationSettings settings);

  // Opens a turn; it is open until one of the next three is called.
  void ask(Question question);
  void ask(std::string typed) { ask(Question::of(std::move(typed))); }
  // The answer came whole.
  void accept(Message answer, const Usage& usage);
  // The answer was stopped or cut: what was shown stays in the history, marked; nothing shown takes
  // the question back too, so that the history never holds two user turns in a row.
  void keep_partial(Message answer, State state);
  // No answer: the question leaves the history. Returns it, to be asked again.
  Question take_back();
  // When the last turn was asked, or ended.
  void set_time(std::chrono::system_clock::time_point time);

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
  std::optional<Question> undo();
  // Keeps the turns before the `number`th question (from 1) and returns that question, to be asked
  // in other words. nullopt: there is no such question.
  std::optional<Question> rewind(std::size_t number);
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
