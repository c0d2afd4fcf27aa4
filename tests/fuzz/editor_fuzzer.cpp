// Any bytes from a terminal, cut anywhere, for a screen of any size: the text stays valid UTF-8
// with the cursor at a grapheme boundary, the keys do not depend on the cuts, what is painted holds
// nothing but inert text and the sequences of the editor, and never goes above its first row.
#include "base/utf8.h"
#include "support/inert.h"
#include "support/tiny_screen.h"
#include "term/edit_view.h"
#include "term/grapheme.h"
#include "term/key_decoder.h"
#include "term/line_editor.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using llamero::EditFrame;
using llamero::EditOutcome;
using llamero::EditView;
using llamero::Key;
using llamero::KeyDecoder;
using llamero::LineEditor;

void require(bool condition) {
  if (!condition) std::abort();
}

std::vector<Key> decode(std::string_view bytes, std::size_t piece) {
  KeyDecoder decoder(64);
  std::vector<Key> keys;
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, piece);
    decoder.feed(part, KeyDecoder::TimePoint(), keys);
    bytes.remove_prefix(part.size());
  }
  decoder.flush(keys);
  return keys;
}

// What is left without movement and erasing.
std::string text_of(std::string_view painted) {
  std::string text;
  for (std::size_t at = 0; at < painted.size(); ++at) {
    if (painted[at] == '\r' || painted[at] == '\b') continue;
    if (painted[at] == '\x1b') {
      at = painted.find_first_not_of("0123456789", at + 2);
      require(at != std::string_view::npos);
      require(std::string_view("ACDJK").find(painted[at]) != std::string_view::npos);
    } else {
      text += painted[at];
    }
  }
  return text;
}

// The screen of a terminal, with a row above the editor that must stay.
class Screen {
 public:
  Screen(std::size_t width, std::size_t height) : screen_(width, height) { screen_.feed("#\r\n"); }

  void show(std::string_view painted) {
    require(llamero::is_inert(text_of(painted)));
    screen_.feed(painted);
    require(screen_.forbidden().empty());
    require(screen_.line(0) == "#");
  }
  void resize(std::size_t width) { screen_.resize(width); }

 private:
  llamero::TinyScreen screen_;
};

llamero::Completions complete(std::string_view text, std::size_t cursor) {
  llamero::Completions completion;
  completion.begin = text.size() / 2;
  completion.end = cursor + 1;
  completion.candidates = {{"/one\xff", "shown\x1b"}, {"/only", ""}};
  if (text.size() % 2 == 1) completion.candidates.pop_back();
  return completion;
}

void check(const LineEditor& editor) {
  require(llamero::find_invalid_utf8(editor.text()) == std::string::npos);
  require(editor.cursor() <= editor.text().size());
  require(llamero::grapheme_boundary(editor.text(), editor.cursor()) == editor.cursor());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are looked at as char
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 3, size - 3);
  const std::vector<Key> keys = decode(bytes, bytes.size());
  require(decode(bytes, 1 + data[0] % 8) == keys);

  const std::vector<std::string> history = {"one", "two\nlines", "bad\xff\r\n", "日本語 \u202E"};
  LineEditor editor;
  editor.set_history(&history);
  editor.set_completer(complete);
  const int height = 1 + data[2] % 10;
  EditView view(data[1] % 40, height);
  Screen screen(view.width(), static_cast<std::size_t>(height));
  for (const Key& key : keys) {
    const EditOutcome outcome = editor.feed(key);
    check(editor);
    EditFrame frame;
    frame.prompt = ">>> ";
    frame.continuation = "\x1b日 ";
    frame.text = editor.text();
    frame.cursor = editor.cursor();
    if (!editor.search_line().empty()) frame.notes.push_back(editor.search_line());
    for (std::string& line : llamero::candidate_lines(editor.candidates(), view.width(), 3)) {
      frame.notes.push_back(std::move(line));
    }
    screen.show(view.paint(frame));
    if (outcome == EditOutcome::suspend) {
      view.on_resize(static_cast<int>(editor.cursor() % 50), height);
      screen.resize(view.width());
    }
    if (outcome == EditOutcome::interrupt) screen.show(view.erase());
    if (outcome != EditOutcome::submit) continue;
    screen.show(view.finish());
    static_cast<void>(editor.take_text());
  }
  screen.show(view.finish());
  return 0;
}
