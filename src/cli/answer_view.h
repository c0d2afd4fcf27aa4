// Prints an answer as it comes: content to stdout, thinking to a terminal only; on request what is
// markdown in it is rendered.
#pragma once

#include "base/clock.h"
#include "llamero/client.h"
#include "term/markdown_writer.h"
#include "term/output.h"
#include "term/phase_line.h"

#include <optional>

namespace llamero {

class AnswerView final : public Client::StreamView {
 public:
  enum class Thinking {
    shown,   // dimmed
    folded,  // a line says afterwards how long it took
    hidden,
  };
  struct Options {
    Thinking thinking = Thinking::shown;  // on a terminal; elsewhere it is hidden
    bool final_newline = true;            // add one where a non-empty answer lacks it
    bool keep_text = false;               // remember the message (chat)
    std::optional<MarkdownLook> markdown = std::nullopt;  // nullopt: the content as it is
    MarkdownTheme theme = {};
    PhaseLine* phase = nullptr;  // told where it may stand; may be null
  };

  // `out`, `clock` and the phase line must outlive the view.
  AnswerView(Output& out, const Clock& clock, Options options);

  Result<void> on_chunk(const ChatChunk& chunk) override;
  Result<void> on_batch_end() override;
  [[nodiscard]] bool wants_more() const override { return out_.pending() < Output::kHighWater; }

  // Whatever ended the stream: closes an open thinking block and the last line.
  void finish();

  [[nodiscard]] bool empty() const { return !any_content_; }
  [[nodiscard]] bool asked_for_tool() const { return asked_for_tool_; }
  [[nodiscard]] const Message& message() const { return message_; }

 private:
  void show_content(std::string_view content);
  void take_thinking(std::string_view thinking);
  void end_thinking();
  void fold(SteadyTime since);
  void make_way();
  [[nodiscard]] PhaseLine::Room room() const;

  Output& out_;
  const Clock& clock_;
  Options options_;
  std::optional<MarkdownWriter> markdown_;
  Message message_{"assistant", ""};
  bool thinking_ = false;                   // what is shown of it is not closed
  std::optional<SteadyTime> unseen_since_;  // the model thinks, and nothing of it is shown
  bool any_content_ = false;
  bool asked_for_tool_ = false;
};

}  // namespace llamero
