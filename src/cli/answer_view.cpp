#include "cli/answer_view.h"

#include "base/terminal_signals.h"

#include <unistd.h>

namespace llamero {
namespace {

constexpr std::string_view kDim = "\x1b[2m";
constexpr std::string_view kPlain = "\x1b[0m";

}  // namespace

AnswerView::AnswerView(Output& out, Options options) : out_(out), options_(options) {
  if (options.markdown) {
    // Where the size of the window is not known, the width that was decided at the start.
    markdown_.emplace(
        out, options.theme,
        [&out] {
          const int columns = ask_window_size(STDOUT_FILENO).columns;
          return columns > 0 ? columns : out.caps().width;
        },
        *options.markdown);
  }
}

void AnswerView::show_content(std::string_view content) {
  if (markdown_) return markdown_->feed(content);
  out_.text(content);
}

Result<void> AnswerView::on_chunk(const ChatChunk& chunk) {
  if (!chunk.thinking.empty()) show_thinking(chunk.thinking);
  if (options_.keep_text) message_.thinking += chunk.thinking;
  if (!chunk.tool_calls.empty()) asked_for_tool_ = true;
  if (chunk.content.empty()) return {};
  end_thinking();
  any_content_ = true;
  show_content(chunk.content);
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
  if (markdown_) markdown_->finish();
  out_.end_text();
  const bool wanted = out_.caps().tty || options_.final_newline;
  if (wanted && out_.mid_line()) out_.text("\n");
}

}  // namespace llamero
