#include "term/edit_buffer.h"

#include "base/utf8.h"
#include "term/grapheme.h"
#include "term/line_feeds.h"
#include "term/text_bounds.h"

#include <utf8proc.h>

#include <algorithm>
#include <utility>

namespace llamero {
namespace {

bool is_letter(utf8proc_int32_t character) {
  const auto category = utf8proc_category(character);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

std::string in_case(std::string_view text, LetterCase letter_case) {
  std::string out;
  bool in_word = false;
  while (!text.empty()) {
    const Decoded next = decode_utf8(text);
    const auto character = static_cast<utf8proc_int32_t>(next.code_point);
    utf8proc_int32_t changed = 0;
    if (letter_case == LetterCase::capital && !in_word) {
      changed = utf8proc_totitle(character);
    } else {
      changed = letter_case == LetterCase::upper ? utf8proc_toupper(character)
                                                 : utf8proc_tolower(character);
    }
    in_word = in_word || is_letter(character);
    append_utf8(static_cast<char32_t>(changed), out);
    text.remove_prefix(next.length);
  }
  return out;
}

}  // namespace

bool EditBuffer::on_first_line() const {
  return line_start(text_, cursor_) == 0;
}

bool EditBuffer::on_last_line() const {
  return line_end(text_, cursor_) == text_.size();
}

void EditBuffer::begin_action() {
  after_ = After::nothing;
  column_.reset();
}

bool EditBuffer::change(std::size_t begin, std::size_t end, std::string_view text, bool joins) {
  begin_action();
  if (begin == end && text.empty()) return false;
  TextChange step;
  step.at = begin;
  step.removed = text_.substr(begin, end - begin);
  step.inserted = text;
  step.cursor_before = cursor_;
  text_.replace(begin, end - begin, text);
  cursor_ = grapheme_boundary(text_, begin + text.size());
  step.cursor_after = cursor_;
  undo_.record(std::move(step), joins);
  return true;
}

bool EditBuffer::type(std::string_view text) {
  return change(cursor_, cursor_, replace_invalid_utf8(with_line_feeds(text)), true);
}

bool EditBuffer::insert(std::string_view text) {
  return change(cursor_, cursor_, replace_invalid_utf8(with_line_feeds(text)), false);
}

bool EditBuffer::replace(std::size_t begin, std::size_t end, std::string_view text) {
  const std::size_t first = grapheme_boundary(text_, std::min(begin, text_.size()));
  const std::size_t last = grapheme_boundary(text_, std::clamp(end, first, text_.size()));
  return change(first, last, replace_invalid_utf8(with_line_feeds(text)), false);
}

bool EditBuffer::set_text(std::string_view text, std::size_t cursor) {
  const std::string clean = replace_invalid_utf8(with_line_feeds(text));
  const bool changed = clean != text_ && change(0, text_.size(), clean, false);
  return move_to(cursor) || changed;
}

void EditBuffer::clear() {
  text_.clear();
  cursor_ = 0;
  undo_.clear();
  begin_action();
}

bool EditBuffer::delete_left() {
  return change(previous_grapheme(text_, cursor_), cursor_, {}, true);
}

bool EditBuffer::delete_right() {
  if (cursor_ == text_.size()) return change(cursor_, cursor_, {}, true);
  const std::size_t length = next_grapheme(std::string_view(text_).substr(cursor_)).length;
  return change(cursor_, cursor_ + length, {}, true);
}

bool EditBuffer::kill_to(std::size_t at) {
  const bool continues = after_ == After::kill;
  const std::size_t begin = std::min(at, cursor_);
  const std::size_t end = std::max(at, cursor_);
  const std::string cut = text_.substr(begin, end - begin);
  const bool changed = change(begin, end, {}, false);
  if (!changed) return false;
  if (!continues) {
    kills_.push(cut);
  } else if (at == begin) {
    kills_.prepend(cut);
  } else {
    kills_.append(cut);
  }
  after_ = After::kill;
  return true;
}

bool EditBuffer::kill_to_line_end() {
  const std::size_t end = line_end(text_, cursor_);
  return kill_to(end == cursor_ && end < text_.size() ? end + 1 : end);
}

bool EditBuffer::kill_to_line_start() {
  const std::size_t start = line_start(text_, cursor_);
  return kill_to(start == cursor_ && start > 0 ? start - 1 : start);
}

bool EditBuffer::yank() {
  if (kills_.empty()) return false;
  const std::size_t at = cursor_;
  change(at, at, std::string(kills_.current()), false);
  after_ = After::yank;
  yanked_ = at;
  return true;
}

bool EditBuffer::yank_pop() {
  if (after_ != After::yank) return false;
  const std::size_t length = kills_.current().size();
  kills_.rotate();
  change(yanked_, yanked_ + length, std::string(kills_.current()), false);
  after_ = After::yank;
  return true;
}

bool EditBuffer::transpose() {
  begin_action();
  const bool at_line_end = cursor_ == line_end(text_, cursor_);
  const std::size_t middle = at_line_end ? previous_grapheme(text_, cursor_) : cursor_;
  const std::size_t start = line_start(text_, cursor_);
  if (middle <= start) return false;
  const std::string_view text = text_;
  const std::size_t begin = previous_grapheme(text, middle);
  const std::size_t end = middle + next_grapheme(text.substr(middle)).length;
  std::string swapped(text.substr(middle, end - middle));
  swapped.append(text.substr(begin, middle - begin));
  return change(begin, end, swapped, false);
}

bool EditBuffer::change_case(LetterCase letter_case) {
  const std::size_t end = word_end_after(text_, cursor_);
  const std::string_view word = std::string_view(text_).substr(cursor_, end - cursor_);
  return change(cursor_, end, in_case(word, letter_case), false);
}

bool EditBuffer::undo() {
  begin_action();
  const TextChange* const step = undo_.undo();
  return step != nullptr && apply(*step, false);
}

bool EditBuffer::redo() {
  begin_action();
  const TextChange* const step = undo_.redo();
  return step != nullptr && apply(*step, true);
}

bool EditBuffer::apply(const TextChange& change, bool forward) {
  const std::string& gone = forward ? change.removed : change.inserted;
  text_.replace(change.at, gone.size(), forward ? change.inserted : change.removed);
  cursor_ = forward ? change.cursor_after : change.cursor_before;
  return true;
}

bool EditBuffer::move_to(std::size_t at) {
  begin_action();
  undo_.close_step();
  const std::size_t before = cursor_;
  cursor_ = grapheme_boundary(text_, std::min(at, text_.size()));
  return cursor_ != before;
}

bool EditBuffer::move_left() {
  return move_to(previous_grapheme(text_, cursor_));
}

bool EditBuffer::move_right() {
  if (cursor_ == text_.size()) return move_to(cursor_);
  return move_to(cursor_ + next_grapheme(std::string_view(text_).substr(cursor_)).length);
}

bool EditBuffer::move_word_left() {
  return move_to(word_start_before(text_, cursor_));
}

bool EditBuffer::move_word_right() {
  return move_to(word_end_after(text_, cursor_));
}

bool EditBuffer::move_line_start() {
  return move_to(line_start(text_, cursor_));
}

bool EditBuffer::move_line_end() {
  return move_to(line_end(text_, cursor_));
}

bool EditBuffer::move_up() {
  after_ = After::nothing;
  const std::size_t start = line_start(text_, cursor_);
  return start > 0 && move_vertically(line_start(text_, start - 1));
}

bool EditBuffer::move_down() {
  after_ = After::nothing;
  const std::size_t end = line_end(text_, cursor_);
  return end < text_.size() && move_vertically(end + 1);
}

bool EditBuffer::move_vertically(std::size_t line) {
  const std::size_t column = column_.value_or(column_in_line(text_, cursor_));
  move_to(offset_of_column(text_, line, column));
  column_ = column;
  return true;
}

}  // namespace llamero
