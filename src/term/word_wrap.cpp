#include "term/word_wrap.h"

#include "term/grapheme.h"
#include "term/text_width.h"

#include <algorithm>
#include <array>

namespace llamero {
namespace {

// Characters without width must not make a line grow for ever.
constexpr std::size_t kMostLineBytes = 4096;

// Punctuation that must not begin a line, and such that must not end one.
constexpr std::array<std::string_view, 18> kClosing = {"、", "。", "，", "．", "：", "；",
                                                       "！", "？", "）", "］", "｝", "」",
                                                       "』", "】", "》", "〉", "〕", "ー"};
constexpr std::array<std::string_view, 9> kOpening = {"（", "［", "｛", "「", "『",
                                                      "【", "《", "〈", "〔"};

template <std::size_t Size>
bool is_one_of(std::string_view text, const std::array<std::string_view, Size>& list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool is_ascii_word(char c) {
  return c > 0x20 && c < 0x7F;
}

}  // namespace

WordWrap::WordWrap(StyledLine first_prefix, StyledLine next_prefix, std::size_t columns)
    : next_prefix_(std::move(next_prefix)),
      next_prefix_columns_(line_width(next_prefix_)),
      columns_(columns),
      line_(std::move(first_prefix)),
      line_columns_(line_width(line_)) {}

void WordWrap::text(const StyledLine& text, std::vector<StyledLine>& lines) {
  for (const StyledRun& run : text) this->text(run.text, run.style, lines);
}

void WordWrap::text(std::string_view text, TextStyle style, std::vector<StyledLine>& lines) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == ' ' || c == '\t') {
      end_word();
      gap_ = true;
      gap_style_ = style;
      ++at;
    } else if (c == '\n') {
      end_word();
      break_line(lines);
      ++at;
    } else if (is_ascii_word(c) && (at + 1 == text.size() || text[at + 1] > 0)) {
      grapheme(text.substr(at++, 1), 1, style, lines);
    } else {
      const Grapheme next = next_grapheme(text.substr(at));
      grapheme(text.substr(at, next.length), next.columns, style, lines);
      at += next.length;
    }
  }
}

void WordWrap::finish(std::vector<StyledLine>& lines) {
  end_word();
  break_line(lines);
}

StyledLine WordWrap::open_line() const {
  StyledLine line = line_;
  if (gap_ && line_has_text_ && !word_.empty()) append_run(line, " ", gap_style_);
  append_line(line, word_);
  return line;
}

void WordWrap::grapheme(std::string_view text, std::size_t columns, TextStyle style,
                        std::vector<StyledLine>& lines) {
  const bool wide = columns > 1;
  const bool may_break = (wide || last_wide_) && !last_opens_ && !is_one_of(text, kClosing);
  const bool too_long = next_prefix_columns_ + word_columns_ + columns > columns_ ||
                        word_bytes_ + text.size() > kMostLineBytes;
  if (too_long || may_break) end_word();
  append_run(word_, text, style);
  word_columns_ += columns;
  word_bytes_ += text.size();
  last_wide_ = wide;
  last_opens_ = wide && is_one_of(text, kOpening);
  if (!word_fits()) break_line(lines);
}

bool WordWrap::word_fits() const {
  const std::size_t gap = gap_ && line_has_text_ ? 1 : 0;
  return (!line_has_text_ || line_columns_ + gap + word_columns_ <= columns_) &&
         line_bytes_ + word_bytes_ <= 2 * kMostLineBytes;
}

void WordWrap::end_word() {
  if (word_.empty()) return;
  if (gap_ && line_has_text_) {
    append_run(line_, " ", gap_style_);
    ++line_columns_;
  }
  append_line(line_, word_);
  line_columns_ += word_columns_;
  line_bytes_ += word_bytes_;
  line_has_text_ = true;
  word_.clear();
  word_columns_ = 0;
  word_bytes_ = 0;
  last_wide_ = false;
  last_opens_ = false;
  gap_ = false;
}

void WordWrap::break_line(std::vector<StyledLine>& lines) {
  lines.push_back(std::move(line_));
  line_ = next_prefix_;
  line_columns_ = next_prefix_columns_;
  line_bytes_ = 0;
  line_has_text_ = false;
  gap_ = false;
}

}  // namespace llamero
