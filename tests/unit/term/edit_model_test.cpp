// Random keys to the editor and to a model of it that is too simple to be wrong.
#include "base/utf8.h"
#include "catch.hpp"
#include "term/line_editor.h"

#include <random>
#include <string>
#include <vector>

using llamero::append_utf8;
using llamero::EditOutcome;
using llamero::Key;
using llamero::KeyCode;
using llamero::LineEditor;

namespace {

constexpr char32_t kMark = 0x0301;

// Code points and a cursor. Of all that joins code points it knows one combining mark.
class Model {
 public:
  [[nodiscard]] std::string text() const { return utf8(text_); }
  [[nodiscard]] std::size_t cursor() const { return utf8(text_.substr(0, cursor_)).size(); }

  void insert(const std::u32string& text) { replace(cursor_, cursor_, text); }
  void left() { cursor_ = before(cursor_); }
  void right() { cursor_ = after(cursor_); }
  void delete_left() { replace(before(cursor_), cursor_, U""); }
  void delete_right() { replace(cursor_, after(cursor_), U""); }
  void line_start() { cursor_ = start_of_line(); }
  void line_end() { cursor_ = end_of_line(); }
  void kill_line_end() {
    const std::size_t end = end_of_line();
    kill(cursor_, end == cursor_ ? after(end) : end);
  }
  void kill_line_start() {
    const std::size_t start = start_of_line();
    kill(start == cursor_ && start > 0 ? start - 1 : start, cursor_);
  }
  void word_left() {
    while (cursor_ > 0 && !in_word(before(cursor_))) left();
    while (cursor_ > 0 && in_word(before(cursor_))) left();
  }
  void word_right() {
    while (cursor_ < text_.size() && !in_word(cursor_)) right();
    while (cursor_ < text_.size() && in_word(cursor_)) right();
  }
  void kill_word_left() {
    const std::size_t end = cursor_;
    word_left();
    const std::size_t start = cursor_;
    cursor_ = end;
    kill(start, end);
  }
  void yank() { insert(killed_); }
  void transpose() {
    const std::size_t middle = cursor_ == end_of_line() ? before(cursor_) : cursor_;
    if (middle <= start_of_line()) return;
    const std::size_t begin = before(middle);
    const std::size_t end = after(middle);
    replace(begin, end, text_.substr(middle, end - middle) + text_.substr(begin, middle - begin));
  }
  void end_kill() { killing_ = false; }

 private:
  static std::string utf8(const std::u32string& text) {
    std::string out;
    for (const char32_t c : text) append_utf8(c, out);
    return out;
  }

  [[nodiscard]] bool boundary(std::size_t at) const {
    return at == 0 || at == text_.size() || text_[at] != kMark || text_[at - 1] == '\n';
  }
  [[nodiscard]] std::size_t before(std::size_t at) const {
    if (at > 0) --at;
    while (!boundary(at)) --at;
    return at;
  }
  [[nodiscard]] std::size_t after(std::size_t at) const {
    if (at < text_.size()) ++at;
    while (!boundary(at)) ++at;
    return at;
  }
  [[nodiscard]] bool in_word(std::size_t at) const {
    return text_[at] != ' ' && text_[at] != '\n' && text_[at] != U'👍';
  }
  [[nodiscard]] std::size_t start_of_line() const {
    std::size_t at = cursor_;
    while (at > 0 && text_[at - 1] != '\n') --at;
    return at;
  }
  [[nodiscard]] std::size_t end_of_line() const {
    return std::min(text_.find(U'\n', cursor_), text_.size());
  }

  void replace(std::size_t begin, std::size_t end, const std::u32string& text) {
    if (begin == end && text.empty()) return;
    text_ = text_.substr(0, begin) + text + text_.substr(end);
    cursor_ = begin + text.size();
    while (!boundary(cursor_)) ++cursor_;
  }

  void kill(std::size_t begin, std::size_t end) {
    if (begin == end) return end_kill();
    const std::u32string cut = text_.substr(begin, end - begin);
    if (!killing_) killed_ = cut;
    if (killing_) killed_ = begin < cursor_ ? cut + killed_ : killed_ + cut;
    killing_ = true;
    replace(begin, end, U"");
  }

  std::u32string text_;
  std::size_t cursor_ = 0;
  std::u32string killed_;
  bool killing_ = false;
};

Key character(char32_t c, bool ctrl = false, bool alt = false) {
  Key key;
  key.character = c;
  key.ctrl = ctrl;
  key.alt = alt;
  return key;
}

Key named(KeyCode code, bool ctrl = false) {
  Key key;
  key.code = code;
  key.ctrl = ctrl;
  return key;
}

struct Step {
  Key key;
  void (Model::*apply)();
  bool kills = false;
};

const std::vector<Step>& steps() {
  static const std::vector<Step> kSteps = {
      {character('b', true), &Model::left},
      {named(KeyCode::left), &Model::left},
      {named(KeyCode::right), &Model::right},
      {named(KeyCode::backspace), &Model::delete_left},
      {named(KeyCode::remove), &Model::delete_right},
      {named(KeyCode::home), &Model::line_start},
      {character('e', true), &Model::line_end},
      {named(KeyCode::left, true), &Model::word_left},
      {character('f', false, true), &Model::word_right},
      {character('y', true), &Model::yank},
      {character('t', true), &Model::transpose},
      {character('k', true), &Model::kill_line_end, true},
      {character('u', true), &Model::kill_line_start, true},
      {character('h', true, true), &Model::kill_word_left, true},
  };
  return kSteps;
}

// One random key to both.
void step(std::mt19937& random, LineEditor& editor, Model& model) {
  static const std::u32string kCharacters = U"abc é日👍\u0301";
  const std::size_t choice = random() % (steps().size() * 2);
  if (choice < steps().size()) {
    const Step& chosen = steps()[choice];
    editor.feed(chosen.key);
    if (!chosen.kills) model.end_kill();
    (model.*chosen.apply)();
    return;
  }
  model.end_kill();
  if (random() % 8 == 0) {
    editor.feed(character('j', true));
    return model.insert(U"\n");
  }
  const char32_t c = kCharacters[random() % kCharacters.size()];
  editor.feed(character(c));
  model.insert(std::u32string(1, c));
}

}  // namespace

TEST_CASE("random keys do to the text what they do to a model of it") {
  std::mt19937 random(7);
  for (int run = 0; run < 300; ++run) {
    LineEditor editor;
    Model model;
    for (int i = 0; i < 120; ++i) {
      const std::string before = model.text();
      step(random, editor, model);
      INFO("run " << run << ", step " << i << ": " << before << " -> " << model.text());
      REQUIRE(editor.text() == model.text());
      REQUIRE(editor.cursor() == model.cursor());
    }
  }
}

TEST_CASE("undoing all of it leads to the beginning, and redoing to the end") {
  std::mt19937 random(8);
  for (int run = 0; run < 100; ++run) {
    LineEditor editor;
    Model model;
    for (int i = 0; i < 60; ++i) step(random, editor, model);
    while (editor.feed(character('_', true)) == EditOutcome::changed) {
    }
    REQUIRE(editor.text().empty());
    while (editor.feed(character('_', false, true)) == EditOutcome::changed) {
    }
    REQUIRE(editor.text() == model.text());
  }
}
