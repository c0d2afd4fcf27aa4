// How full the context of a conversation is. A server whose context is full drops the oldest
// messages without a word; only its token counts tell.
#pragma once

#include "llamero/types.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace llamero {

class ContextMeter {
 public:
  // Tokens of the context in use; 0: not known.
  void set_window(std::int64_t tokens) { window_ = tokens; }
  [[nodiscard]] std::int64_t window() const { return window_; }

  // Tokens of the history, the last answer included; 0: not known yet.
  [[nodiscard]] std::int64_t used() const { return used_; }

  // The history is another one: what was known of it is void.
  void reset() { used_ = prompt_ = 0; }

  // What should be said before a prompt of so many bytes is sent: that with it the context is
  // likely to be too small. nullopt: it fits, or nobody can tell.
  [[nodiscard]] std::optional<std::string> warning_before(std::size_t prompt_bytes) const;

  // Takes the counts of an answer; the history has grown since the last one. Returns what should be
  // said when the server has dropped messages.
  std::optional<std::string> note(const Usage& usage);

  // "1830 of 4096 tokens (44 %)", "1830 tokens", "not known yet".
  [[nodiscard]] std::string text() const;

 private:
  std::int64_t window_ = 0;
  std::int64_t used_ = 0;
  std::int64_t prompt_ = 0;  // of the last turn
};

// The window that a server uses for a model: what the request asks for (the option num_ctx), else
// what the loaded model has (ps), else what is known of neither: 0. `loaded` may be null.
[[nodiscard]] std::int64_t context_window(const GenerationSettings& settings,
                                          const RunningModel* loaded);

// The longest context that the model was made for ("llama.context_length" of show); 0: not said.
[[nodiscard]] std::int64_t trained_context(const ModelInfo& info);

}  // namespace llamero
