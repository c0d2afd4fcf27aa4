#include "term/paragraph_flow.h"

#include "term/markdown_spans.h"

#include <algorithm>

namespace llamero {
namespace {

constexpr std::size_t kSlice = 1024;
// A preview shows no more than the end of what is held.
constexpr std::size_t kMostPreviewed = 512;

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Where a text is cut that gives no better place: behind a space, at least between characters.
std::size_t cut_place(std::string_view text) {
  const std::size_t space = text.find_last_of(" \n\t");
  if (space != std::string_view::npos && space >= text.size() / 2) return space + 1;
  std::size_t end = text.size() - 1;
  while (end > text.size() / 2 && is_continuation(text[end])) --end;
  return end;
}

bool ends_with_backslash(std::string_view text) {
  const std::size_t last = text.find_last_not_of('\\');
  const std::size_t count = text.size() - (last == std::string_view::npos ? 0 : last + 1);
  return count % 2 == 1;
}

// The white space at the end parts it from what follows, and is no business of the parser.
void wrap_spans(std::string_view text, const std::vector<ByteRange>& literals,
                const MarkdownTheme& theme, TextStyle base, WordWrap& wrap,
                std::vector<StyledLine>& lines) {
  const std::size_t last = text.find_last_not_of(" \t\n");
  const std::size_t length = last == std::string_view::npos ? 0 : last + 1;
  std::string_view body = text.substr(0, length);
  const std::string_view tail = text.substr(length);
  const std::size_t newline = tail.find('\n');
  const bool backslash = newline == 0 && ends_with_backslash(body);
  if (backslash) body.remove_suffix(1);
  const bool hard = backslash || (newline != std::string_view::npos && newline >= 2);
  wrap.text(parse_spans(body, literals, theme, base), lines);
  if (!tail.empty()) wrap.text(hard ? "\n" : " ", base, lines);
}

}  // namespace

ParagraphFlow::ParagraphFlow(WordWrap wrap, const MarkdownTheme& theme, TextStyle base)
    : theme_(theme), base_(base), wrap_(std::move(wrap)) {}

void ParagraphFlow::text(std::string_view piece, std::vector<StyledLine>& lines) {
  while (!piece.empty()) {
    const std::string_view slice = piece.substr(0, kSlice);
    piece.remove_prefix(slice.size());
    held_.append(slice);
    take_safe(false, lines);
  }
}

void ParagraphFlow::finish(std::vector<StyledLine>& lines) {
  take_safe(true, lines);
  take(held_.size() - begin_, lines);
  wrap_.finish(lines);
}

void ParagraphFlow::take_safe(bool complete, std::vector<StyledLine>& lines) {
  while (true) {
    const std::string_view text = std::string_view(held_).substr(begin_);
    const bool too_long = text.size() > kMostHeld;
    const auto safe = scanner_.find_safe(text.substr(0, kMostHeld), complete && !too_long);
    if (!safe && !too_long) break;
    take(safe ? *safe : cut_place(text.substr(0, kMostHeld)), lines);
  }
  if (begin_ > kMostHeld) {
    held_.erase(0, begin_);
    begin_ = 0;
  }
}

void ParagraphFlow::take(std::size_t bytes, std::vector<StyledLine>& lines) {
  const std::string_view text = std::string_view(held_).substr(begin_, bytes);
  wrap_spans(text, scanner_.literals(), theme_, base_, wrap_, lines);
  begin_ += bytes;
  scanner_.reset();
}

StyledLine ParagraphFlow::preview(std::string_view more) const {
  std::string text = held_.substr(begin_).append(more);
  if (text.size() > kMostPreviewed) {
    std::size_t cut = text.size() - kMostPreviewed;
    while (cut < text.size() && is_continuation(text[cut])) ++cut;
    text.erase(0, cut);
  }
  WordWrap wrap = wrap_;
  std::vector<StyledLine> lines;
  wrap_spans(text, {}, theme_, base_, wrap, lines);
  // A word that does not fit any more is no reason to take the line away from who reads it.
  return lines.size() == 1 ? lines.front() : wrap.open_line();
}

}  // namespace llamero
