#include "cli/answer_view.h"

namespace llamero {
namespace {

constexpr std::string_view kDim = "\x1b[2m";
constexpr std::string_view kPlain = "\x1b[0m";

}  // namespace

Result<void> AnswerView::on_chunk(const ChatChunk& chunk) {
  if (!chunk.thinking.empty()) show_thinking(chunk.thinking);
  if (options_.keep_text) message_.thinking += chunk.thinking;
  if (!chunk.tool_calls.empty()) asked_for_tool_ = true;
  if (chunk.content.empty()) return {};
  end_thinking();
  any_content_ = true;
  out_.text(chunk.content);
  if (options_.keep_text) message_.content += chunk.content;
  return {};
}

void AnswerView::show_thinking(std::string_view thinking) {
  if (!options_.show_thinking || !out_.caps().tty) return;
  if (!thinking_) {
    thinking_ = true;
    out_.style(kDim);
    out_.text("Thinking...\n");
  }
  out_.text(thinking);
}

void AnswerView::end_thinking() {
  if (!thinking_) return;
  thinking_ = false;
  out_.end_text();
  out_.text(out_.mid_line() ? "\n...done thinking.\n\n" : "...done thinking.\n\n");
  out_.style(kPlain);
}

void AnswerView::finish() {
  end_thinking();
  out_.end_text();
  const bool wanted = out_.caps().tty || options_.final_newline;
  if (wanted && out_.mid_line()) out_.text("\n");
}

}  // namespace llamero
