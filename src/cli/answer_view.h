// Prints an answer as it comes: content to stdout, thinking to a terminal only; on request what is
// markdown in it is rendered.
#pragma once

#include "llamero/client.h"
#include "term/markdown_writer.h"
#include "term/output.h"

#include <optional>

namespace llamero {

class AnswerView final : public Client::StreamView {
 public:
  struct Options {
    bool show_thinking = true;
    bool final_newline = true;  // add one where a non-empty answer lacks it
    bool keep_text = false;     // remember the message (chat)
    std::optional<MarkdownLook> markdown = std::nullopt;  // nullopt: the content as it is
    MarkdownTheme theme = {};
  };

  // `out` must outlive the view.
  AnswerView(Output& out, Options options);

  Result<void> on_chunk(const ChatChunk& chunk) override;
  Result<void> on_batch_end() override { return out_.flush(); }
  [[nodiscard]] bool wants_more() const override { return out_.pending() < Output::kHighWater; }

  // Whatever ended the stream: closes an open thinking block and the last line.
  void finish();

  [[nodiscard]] bool empty() const { return !any_content_; }
  [[nodiscard]] bool asked_for_tool() const { return asked_for_tool_; }
  [[nodiscard]] const Message& message() const { return message_; }

 private:
  void show_content(std::string_view content);
  void show_thinking(std::string_view thinking);
  void end_thinking();

  Output& out_;
  Options options_;
  std::optional<MarkdownWriter> markdown_;
  Message message_{"assistant", ""};
  bool thinking_ = false;
  bool any_content_ = false;
  bool asked_for_tool_ = false;
};

}  // namespace llamero
