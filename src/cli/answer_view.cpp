#include "cli/answer_view.h"

#include "base/duration.h"
#include "base/terminal_signals.h"

#include <unistd.h>

#include <utility>

namespace llamero {
namespace {

constexpr std::string_view kDim = "\x1b[2m";
constexpr std::string_view kPlain = "\x1b[0m";

std::string thought_text(std::chrono::steady_clock::duration time) {
  const auto elapsed = std::chrono::floor<std::chrono::milliseconds>(time);
  const std::string text = elapsed < std::chrono::seconds(1) ? "a moment" : elapsed_text(elapsed);
  return "thought for " + text + ", /thinking last shows it\n";
}

}  // namespace

AnswerView::AnswerView(Output& out, const Clock& clock, Options options)
    : out_(out), clock_(clock), options_(options) {
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

void AnswerView::make_way() {
  if (options_.phase != nullptr) options_.phase->make_way();
}

void AnswerView::show_content(std::string_view content) {
  make_way();
  if (markdown_) return markdown_->feed(content);
  out_.text(content);
}

Result<void> AnswerView::on_chunk(const ChatChunk& chunk) {
  if (!chunk.thinking.empty()) take_thinking(chunk.thinking);
  if (options_.keep_text) message_.thinking += chunk.thinking;
  if (!chunk.tool_calls.empty()) asked_for_tool_ = true;
  if (chunk.content.empty()) return {};
  end_thinking();
  any_content_ = true;
  show_content(chunk.content);
  if (options_.keep_text) message_.content += chunk.content;
  return {};
}

Result<void> AnswerView::on_batch_end() {
  if (auto flushed = out_.flush(); !flushed) return flushed;
  if (options_.phase != nullptr) options_.phase->on_batch(room());
  return {};
}

// In a pipe the text may come out on the same terminal, so that nothing is known once there is any.
PhaseLine::Room AnswerView::room() const {
  bool free = out_.pending() == 0;
  if (out_.caps().tty) {
    free = free && !out_.mid_line() && (!markdown_ || markdown_->at_line_start());
  } else {
    free = free && unseen_since_ && !out_.anything_queued();
  }
  if (!free) return PhaseLine::Room::none;
  return unseen_since_ ? PhaseLine::Room::thinking : PhaseLine::Room::free;
}

void AnswerView::take_thinking(std::string_view thinking) {
  if (options_.thinking != Thinking::shown || !out_.caps().tty) {
    if (!unseen_since_) unseen_since_ = clock_.now();
    return;
  }
  make_way();
  if (!thinking_) {
    thinking_ = true;
    out_.style(kDim);
    out_.text("Thinking...\n");
  }
  out_.text(thinking);
}

void AnswerView::end_thinking() {
  if (const auto since = std::exchange(unseen_since_, std::nullopt)) fold(*since);
  if (!thinking_) return;
  thinking_ = false;
  out_.end_text();
  out_.text(out_.mid_line() ? "\n...done thinking.\n\n" : "...done thinking.\n\n");
  out_.style(kPlain);
}

// Within an answer there is no place for a line of its own.
void AnswerView::fold(SteadyTime since) {
  if (options_.thinking != Thinking::folded || !out_.caps().tty || any_content_) return;
  make_way();
  out_.style(kDim);
  out_.text(thought_text(clock_.now() - since));
  out_.style(kPlain);
}

void AnswerView::finish() {
  make_way();
  end_thinking();
  if (markdown_) markdown_->finish();
  out_.end_text();
  const bool wanted = out_.caps().tty || options_.final_newline;
  if (wanted && out_.mid_line()) out_.text("\n");
}

}  // namespace llamero
