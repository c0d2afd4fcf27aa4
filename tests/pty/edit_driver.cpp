// The editor alone on a terminal, for pty_editor.py: each read is decoded, done and painted with
// one write. Ctrl-D on an empty text ends it, Enter prints how many bytes the text had.
#include "term/edit_view.h"
#include "term/key_decoder.h"
#include "term/line_editor.h"
#include "term/raw_mode.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
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
using llamero::RawMode;

void print(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

winsize terminal_size() {
  winsize size{};
  ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
  return size;
}

void paint(EditView& view, const LineEditor& editor) {
  EditFrame frame;
  frame.prompt = "> ";
  frame.continuation = ". ";
  frame.text = editor.text();
  frame.cursor = editor.cursor();
  if (!editor.search_line().empty()) frame.notes.push_back(editor.search_line());
  print(view.paint(frame));
}

void resize(EditView& view) {
  const winsize size = terminal_size();
  view.on_resize(size.ws_col, size.ws_row);
}

// False at the end of the input.
bool act(EditOutcome outcome, LineEditor& editor, EditView& view) {
  if (outcome == EditOutcome::end_of_input) return false;
  if (outcome == EditOutcome::submit) {
    print(view.finish());
    print(std::to_string(editor.take_text().size()) + " bytes\n");
  }
  return true;
}

void on_signal(int /*signal*/) {}

void run(LineEditor& editor, EditView& view) {
  KeyDecoder decoder;
  char buffer[4096];
  while (true) {
    paint(view, editor);
    const ssize_t count = read(STDIN_FILENO, buffer, sizeof buffer);
    if (count == 0) return;
    if (count < 0) {
      resize(view);
      continue;
    }
    std::vector<Key> keys;
    decoder.feed({buffer, static_cast<std::size_t>(count)}, KeyDecoder::TimePoint(), keys);
    for (const Key& key : keys) {
      if (!act(editor.feed(key), editor, view)) return;
    }
  }
}

}  // namespace

int main() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigaction(SIGWINCH, &action, nullptr);
  print("above\n");
  const winsize size = terminal_size();
  const RawMode raw(STDIN_FILENO, STDOUT_FILENO);
  const std::vector<std::string> history = {"earlier words"};
  LineEditor editor;
  editor.set_history(&history);
  EditView view(size.ws_col, size.ws_row);
  run(editor, view);
  print(view.finish());
  return 0;
}
