#include "term/line_editor.h"

#include "base/utf8.h"
#include "term/edit_action.h"
#include "term/grapheme.h"
#include "term/line_feeds.h"

#include <algorithm>
#include <utility>

namespace llamero {
namespace {

EditOutcome outcome_of(bool changed) {
  return changed ? EditOutcome::changed : EditOutcome::none;
}

bool is_text(const Key& key) {
  return key.code == KeyCode::paste || (key.code == KeyCode::character && !key.ctrl && !key.alt);
}

std::string text_of(const Key& key) {
  if (key.code == KeyCode::paste) return key.text;
  std::string text;
  append_utf8(key.character, text);
  return text;
}

// An even number of them stands for backslashes.
bool ends_with_backslash(std::string_view text) {
  const std::size_t last = text.find_last_not_of('\\');
  const std::size_t count = last == std::string_view::npos ? text.size() : text.size() - last - 1;
  return count % 2 == 1;
}

}  // namespace

void LineEditor::set_history(const std::vector<std::string>* entries) {
  history_ = entries;
  search_.reset();
  preview_.reset();
  walk_.start(entries);
}

const std::string& LineEditor::text() const {
  return preview_ ? *preview_ : buffer_.text();
}

std::size_t LineEditor::cursor() const {
  return preview_ ? preview_cursor_ : buffer_.cursor();
}

std::string LineEditor::search_line() const {
  if (!search_) return {};
  return (search_->failed() ? "not found: " : "search: ") + search_->query();
}

void LineEditor::set_text(std::string_view text) {
  candidates_.clear();
  search_.reset();
  preview_.reset();
  buffer_.set_text(text);
}

std::string LineEditor::take_text() {
  std::string text = buffer_.text();
  clear();
  return text;
}

void LineEditor::clear() {
  candidates_.clear();
  after_tab_ = false;
  after_prefix_ = false;
  buffer_.clear();
  set_history(history_);
}

EditOutcome LineEditor::feed(const Key& key) {
  const bool list_was_open = !candidates_.empty();
  candidates_.clear();
  const EditOutcome outcome = dispatch(key);
  return outcome == EditOutcome::none && list_was_open ? EditOutcome::changed : outcome;
}

EditOutcome LineEditor::dispatch(const Key& key) {
  if (search_) {
    if (const auto outcome = search(key)) return *outcome;
  }
  if (std::exchange(after_prefix_, false)) {
    const auto command = command_after_prefix(key);
    return command ? run(*command) : EditOutcome::none;
  }
  const auto command = command_of(key);
  if (command != EditCommand::complete) after_tab_ = false;
  if (command) return run(*command);
  return insert(key);
}

EditOutcome LineEditor::insert(const Key& key) {
  if (!is_text(key)) return EditOutcome::none;
  const std::string text = text_of(key);
  return outcome_of(key.code == KeyCode::paste ? buffer_.insert(text) : buffer_.type(text));
}

EditOutcome LineEditor::run(EditCommand command) {
  switch (command) {
    case EditCommand::submit:
      return submit();
    case EditCommand::complete:
      return complete();
    case EditCommand::interrupt:
      return EditOutcome::interrupt;
    case EditCommand::suspend:
      return EditOutcome::suspend;
    case EditCommand::clear_screen:
      return EditOutcome::clear_screen;
    case EditCommand::edit_externally:
      return EditOutcome::edit_externally;
    case EditCommand::prefix:
      after_prefix_ = true;
      return EditOutcome::none;
    case EditCommand::delete_right_or_end:
      if (buffer_.text().empty()) return EditOutcome::end_of_input;
      return outcome_of(buffer_.delete_right());
    case EditCommand::search_older:
    case EditCommand::search_newer:
      return start_search();
    case EditCommand::up:
      if (!buffer_.on_first_line()) return outcome_of(buffer_.move_up());
      return walk_to(walk_.older(buffer_.text()));
    case EditCommand::down:
      if (!buffer_.on_last_line()) return outcome_of(buffer_.move_down());
      return walk_to(walk_.newer(buffer_.text()));
    case EditCommand::older:
      return walk_to(walk_.older(buffer_.text()));
    case EditCommand::newer:
      return walk_to(walk_.newer(buffer_.text()));
    default:
      return outcome_of(apply_to_text(command, buffer_).value_or(false));
  }
}

EditOutcome LineEditor::submit() {
  const std::size_t size = buffer_.text().size();
  if (buffer_.cursor() != size || !ends_with_backslash(buffer_.text())) return EditOutcome::submit;
  return outcome_of(buffer_.replace(size - 1, size, "\n"));
}

EditOutcome LineEditor::walk_to(std::optional<std::string> text) {
  if (!text) return EditOutcome::none;
  buffer_.set_text(*text);
  return EditOutcome::changed;
}

EditOutcome LineEditor::complete() {
  if (!completer_) return outcome_of(buffer_.type("\t"));
  const bool second = std::exchange(after_tab_, true);
  Completions completion = completer_(buffer_.text(), buffer_.cursor());
  if (completion.candidates.empty()) return EditOutcome::none;
  const std::size_t end = std::clamp(completion.end, buffer_.cursor(), buffer_.text().size());
  const std::size_t begin = std::min(completion.begin, buffer_.cursor());
  const std::string_view there = std::string_view(buffer_.text()).substr(begin, end - begin);
  const std::string best = common_prefix(completion.candidates);
  const bool unique = completion.candidates.size() == 1;
  if (best != there && (unique || best.size() >= there.size())) {
    return outcome_of(buffer_.replace(begin, end, best));
  }
  if (unique || !second) return EditOutcome::none;
  candidates_ = std::move(completion.candidates);
  return EditOutcome::changed;
}

EditOutcome LineEditor::start_search() {
  static const std::vector<std::string> kNoHistory;
  search_.emplace(history_ == nullptr ? kNoHistory : *history_);
  return EditOutcome::changed;
}

std::optional<EditOutcome> LineEditor::search(const Key& key) {
  const auto command = command_of(key);
  if (is_text(key)) {
    search_->append(text_of(key));
  } else if (command == EditCommand::search_older || command == EditCommand::search_newer) {
    step_search(*command);
  } else if (command == EditCommand::delete_left) {
    search_->remove_last();
  } else if (command == EditCommand::interrupt || command == EditCommand::edit_externally) {
    search_.reset();
    preview_.reset();
    return EditOutcome::changed;
  } else {
    // What was not found is not to be sent by the Enter that was to take it.
    const bool failed = search_->failed();
    accept_match();
    const bool ends_here = command == EditCommand::dismiss || failed;
    return ends_here ? std::optional(EditOutcome::changed) : std::nullopt;
  }
  show_match();
  return EditOutcome::changed;
}

void LineEditor::step_search(EditCommand command) {
  if (search_->query().empty()) {
    search_->append(last_query_);
  } else if (command == EditCommand::search_older) {
    search_->next_older();
  } else {
    search_->next_newer();
  }
}

void LineEditor::show_match() {
  preview_.reset();
  if (!search_->match()) return;
  const HistoryMatch match = *search_->match();
  preview_ = replace_invalid_utf8(with_line_feeds((*history_)[match.index]));
  preview_cursor_ = grapheme_boundary(*preview_, std::min(match.offset, preview_->size()));
}

void LineEditor::accept_match() {
  if (!search_->query().empty()) last_query_ = search_->query();
  if (preview_) {
    static_cast<void>(walk_.jump(search_->match()->index, buffer_.text()));
    buffer_.set_text(*preview_, preview_cursor_);
  }
  search_.reset();
  preview_.reset();
}

}  // namespace llamero
