#include "term/inline_scanner.h"

#include "base/utf8.h"
#include "term/delimiter_flanks.h"

#include <algorithm>

namespace llamero {
namespace {

constexpr std::size_t kMostOpen = 64;
constexpr std::size_t kLongestInlineFormula = 256;
constexpr std::size_t kLongestFormula = 2048;
// Between letters the places are rarer than between words: each costs a call of the parser.
constexpr std::size_t kLetterStride = 32;

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::size_t run_end(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_not_of(text[at], at);
  return end == std::string_view::npos ? text.size() : end;
}

// Chinese characters, kana and Hangul syllables; none of them joins with what follows.
bool is_east_asian_letter(char32_t c) {
  return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

}  // namespace

void InlineScanner::reset() {
  mode_ = Mode::text;
  at_ = 0;
  math_off_until_ = 0;
  destination_depth_ = 0;
  unsure_ = false;
  delimiters_.clear();
  brackets_.clear();
  literals_.clear();
}

std::optional<std::size_t> InlineScanner::find_safe(std::string_view text, bool complete) {
  while (at_ < text.size()) {
    if (mode_ == Mode::text && at_ > 0 && nothing_open() && is_safe_here(text)) return at_;
    if (!step(text, complete)) return std::nullopt;
  }
  return std::nullopt;
}

bool InlineScanner::nothing_open() const {
  return !unsure_ && delimiters_.empty() && brackets_.empty() && destination_depth_ == 0;
}

bool InlineScanner::is_safe_here(std::string_view text) const {
  if (is_space(text[at_])) return false;
  if (is_space(text[at_ - 1])) return true;
  if (at_ < kLetterStride || (static_cast<unsigned char>(text[at_]) & 0xC0) != 0xC0) return false;
  const Decoded next = decode_utf8(text.substr(at_));
  return next.valid && is_east_asian_letter(next.code_point) &&
         is_east_asian_letter(character_before(text, at_));
}

bool InlineScanner::step(std::string_view text, bool complete) {
  switch (mode_) {
    case Mode::code:
      return step_inside_code(text, complete);
    case Mode::math:
      return step_inside_math(text, complete);
    case Mode::angle:
      return step_inside_angle(text);
    case Mode::text:
      break;
  }
  return step_text(text, complete);
}

bool InlineScanner::step_text(std::string_view text, bool complete) {
  const char c = text[at_];
  switch (c) {
    case '\\':
      return step_backslash(text, complete);
    case '`':
      return step_backticks(text, complete);
    case '$':
      return step_dollar(text, complete);
    case '*':
    case '_':
    case '~':
      return step_delimiters(text, complete);
    case '<':
      return step_angle(text, complete);
    case '[':
      if (brackets_.size() >= kMostOpen) unsure_ = true;
      if (!unsure_) brackets_.push_back(delimiters_.size());
      break;
    case ']':
      if (at_ + 1 == text.size() && !complete) return false;
      close_bracket(text);
      break;
    case '(':
      if (destination_depth_ > 0) ++destination_depth_;
      break;
    case ')':
      if (destination_depth_ > 0) --destination_depth_;
      break;
    default:
      // A character is one step, so that a place between two letters is never inside one.
      if (static_cast<unsigned char>(c) >= 0x80) {
        const Decoded next = decode_utf8(text.substr(at_));
        if (next.length == 0 && !complete) return false;
        at_ += std::max<std::size_t>(next.length, 1);
        return true;
      }
  }
  ++at_;
  return true;
}

bool InlineScanner::step_backslash(std::string_view text, bool complete) {
  if (at_ + 1 == text.size()) {
    at_ += complete ? 1 : 0;
    return complete;
  }
  const char next = text[at_ + 1];
  if (next == '(' || next == '[') {
    begin_math(2, next == '(' ? "\\)" : "\\]");
  } else {
    at_ += is_ascii_punct(next) ? 2 : 1;
  }
  return true;
}

bool InlineScanner::step_backticks(std::string_view text, bool complete) {
  const std::size_t end = run_end(text, at_);
  if (end == text.size() && !complete) return false;
  code_ticks_ = end - at_;
  mode_ = Mode::code;
  at_ = end;
  return true;
}

bool InlineScanner::step_inside_code(std::string_view text, bool complete) {
  at_ = std::min(text.find('`', at_), text.size());
  if (at_ == text.size()) return true;
  const std::size_t end = run_end(text, at_);
  if (end == text.size() && !complete) return false;
  if (end - at_ == code_ticks_) mode_ = Mode::text;
  at_ = end;
  return true;
}

// As pandoc has it: a formula begins and ends without a space, and a digit behind the second dollar
// makes it a price.
bool InlineScanner::step_dollar(std::string_view text, bool complete) {
  if (at_ + 1 == text.size()) {
    at_ += complete ? 1 : 0;
    return complete;
  }
  const char next = text[at_ + 1];
  if (next == '$') {
    begin_math(2, "$$");
  } else if (is_space(next) || (at_ > 0 && is_alnum(text[at_ - 1]))) {
    ++at_;
  } else {
    begin_math(1, "$");
  }
  return true;
}

void InlineScanner::begin_math(std::size_t opener, std::string_view closer) {
  const std::size_t began = at_;
  at_ += opener;
  if (began < math_off_until_) return;
  mode_ = Mode::math;
  mode_began_ = began;
  math_closer_ = closer;
}

// The opener was text; what follows it is looked at again, but no formula is sought there any more.
void InlineScanner::give_up_math() {
  math_off_until_ = at_;
  mode_ = Mode::text;
  at_ = mode_began_ + (math_closer_.size() == 2 ? 2 : 1);
}

bool InlineScanner::step_inside_math(std::string_view text, bool complete) {
  const bool single = math_closer_ == "$";
  const std::size_t longest = single ? kLongestInlineFormula : kLongestFormula;
  const std::size_t lookahead = at_ + 2;
  if (lookahead > text.size() && !complete) return false;
  const bool too_long = at_ - mode_began_ > longest;
  if (too_long || (single && text[at_] == '\n')) {
    give_up_math();
    return true;
  }
  bool closes = text.substr(at_).starts_with(math_closer_);
  if (closes && single) {
    const bool price = lookahead <= text.size() && text[at_ + 1] >= '0' && text[at_ + 1] <= '9';
    closes = !price && !is_space(text[at_ - 1]) && text[at_ - 1] != '\\';
  }
  if (closes) {
    at_ += math_closer_.size();
    literals_.push_back({mode_began_, at_});
    mode_ = Mode::text;
  } else if (++at_ >= text.size() && complete) {
    give_up_math();
  }
  return true;
}

bool InlineScanner::step_delimiters(std::string_view text, bool complete) {
  const std::size_t end = run_end(text, at_);
  const char mark = text[at_];
  Decoded next = {U' ', 1, true};
  if (end < text.size()) next = decode_utf8(text.substr(end));
  if ((end == text.size() || next.length == 0) && !complete) return false;
  const std::size_t count = end - at_;
  const char32_t previous = character_before(text, at_);
  if (mark == '~' && count != 2) {
    literals_.push_back({at_, end});
    at_ = end;
    return true;
  }
  // What is taken as it stands is a letter to the parser (markdown_spans.cpp).
  const bool after_literal = !literals_.empty() && literals_.back().end == at_;
  const Neighbour left = after_literal ? Neighbour::other : neighbour(previous);
  const Neighbour right = neighbour(next.code_point);
  const Flanks flanks = flanks_of(mark, left, right);
  const bool may_be_literal =
      next.code_point == U'$' || next.code_point == U'\\' || next.code_point == U'~';
  if (may_be_literal && !(flanks == flanks_of(mark, left, Neighbour::other))) unsure_ = true;
  pair(mark, count, flanks.can_open, flanks.can_close);
  at_ = end;
  return true;
}

// Only what the parser surely pairs is paired: whole runs, properly nested.
void InlineScanner::pair(char mark, std::size_t count, bool can_open, bool can_close) {
  const std::size_t base = brackets_.empty() ? 0 : brackets_.back();
  const auto same = [mark](const Delimiter& open) { return open.mark == mark; };
  if (can_close && std::any_of(delimiters_.begin(), delimiters_.end(), same)) {
    const bool pairs =
        delimiters_.size() > base && same(delimiters_.back()) && delimiters_.back().count == count;
    if (pairs) {
      delimiters_.pop_back();
    } else {
      unsure_ = true;
    }
  } else if (can_open) {
    if (delimiters_.size() >= kMostOpen) unsure_ = true;
    if (!unsure_) delimiters_.push_back({mark, count});
  }
}

void InlineScanner::close_bracket(std::string_view text) {
  if (brackets_.empty()) return;
  // What opened inside may be closed outside, or not, if this is a link.
  if (delimiters_.size() != brackets_.back()) unsure_ = true;
  brackets_.pop_back();
  if (brackets_.empty() && at_ + 1 < text.size() && text[at_ + 1] == '(') {
    destination_depth_ = 1;
    ++at_;
  }
}

bool InlineScanner::step_angle(std::string_view text, bool complete) {
  if (at_ + 1 == text.size()) {
    at_ += complete ? 1 : 0;
    return complete;
  }
  const char next = text[at_ + 1];
  if (next == '!' || next == '?') unsure_ = true;
  if (is_alnum(next) || next == '/') {
    mode_ = Mode::angle;
    mode_began_ = at_;
    angle_quoted_ = false;
  }
  ++at_;
  return true;
}

bool InlineScanner::step_inside_angle(std::string_view text) {
  const char c = text[at_];
  if (c == '<') {
    mode_ = Mode::text;  // the first one was text
    return true;
  }
  if (c == '>') {
    if (angle_quoted_) unsure_ = true;
    mode_ = Mode::text;
  }
  // What it is depends on whether this becomes a tag.
  if (c == '*' || c == '`' || c == '[' || c == ']' || c == '$' || c == '~' || c == '\\') {
    unsure_ = true;
  }
  const char before = text[at_ - 1];
  const bool between_words = (c == '_' && !is_alnum(before)) || (before == '_' && !is_alnum(c));
  if (between_words && c != before) unsure_ = true;
  if (c == '"' || c == '\'') angle_quoted_ = true;
  ++at_;
  return true;
}

}  // namespace llamero
