#include "cli/chat/edited_lines.h"

#include "base/watch_turn.h"
#include "cli/editing.h"
#include "cli/message.h"
#include "cli/prompt_text.h"

#include <unistd.h>

#include <array>

namespace llamero {
namespace {

constexpr std::string_view kContinuation = "... ";
constexpr std::string_view kClearRow = "\r\x1b[J";
constexpr std::string_view kClearScreen = "\x1b[2J\x1b[H";

}  // namespace

EditedLines::EditedLines(Run run, Keyboard& keyboard, Completer completer)
    : run_(run), keyboard_(keyboard), view_(0, 0) {
  editor_.set_completer(std::move(completer));
  view_.set_reflows(run.services.out.caps().reflows);
}

Result<void> EditedLines::write(const std::string& sequences) {
  Output& out = run_.services.out;
  out.control(sequences);
  return out.drain(run_.interrupts);
}

// What came before the painting is no news to it.
void EditedLines::forget_signals() {
  static_cast<void>(signals_.on_ready());
  static_cast<void>(signals_.take_continued());
  static_cast<void>(signals_.take_resized());
}

void EditedLines::measure() {
  const WindowSize size = ask_window_size(STDOUT_FILENO);
  view_.on_resize(size.columns, size.rows);
}

Result<void> EditedLines::paint() {
  EditFrame frame{kChatPrompt, kContinuation, editor_.text(), editor_.cursor(), {}};
  if (const std::string search = editor_.search_line(); !search.empty()) {
    frame.notes.push_back(search);
  } else if (!editor_.candidates().empty()) {
    frame.notes = candidate_lines(editor_.candidates(), view_.width(), view_.max_notes());
  }
  return write(view_.paint(frame));
}

// What was asked of another server would be of no use here.
void EditedLines::follow_server() {
  const Settings& settings = run_.settings;
  if (settings.paths.state_dir.empty()) return;
  std::string file =
      prompt_history_file(settings.paths.state_dir, settings.server.endpoint.display);
  if (file == history_file_) return;
  history_file_ = std::move(file);
  history_ = PromptHistory(history_file_);
  keeps_history_ = true;
}

void EditedLines::remember(const std::string& line) {
  if (!keeps_history_) return;
  if (auto added = history_.add(line); !added) {
    keeps_history_ = false;
    say_warning(run_.services.err, run_.settings,
                "prompts are no longer kept for other chats: " + added.error().message);
  }
}

Result<std::optional<std::string>> EditedLines::next(std::string_view draft) {
  follow_server();
  if (keeps_history_) static_cast<void>(history_.refresh());  // an old one is better than none
  editor_.set_history(&history_.prompts());
  if (!draft.empty()) editor_.set_text(draft);
  forget_signals();
  view_.forget();
  measure();
  keyboard_.set_answering(false);
  keyboard_.listen();
  auto line = edit();
  keyboard_.set_answering(true);
  if (line && *line) remember(**line);
  return line;
}

Result<std::optional<std::string>> EditedLines::edit() {
  std::array<Watch*, 3> watches = {&run_.interrupts, &keyboard_, &signals_};
  while (true) {
    auto after = serve_keys();
    if (!after) return Unexpected(std::move(after).error());
    if (*after != After::go_on || keyboard_.ended()) {
      if (auto left = write(view_.finish()); !left) return Unexpected(std::move(left).error());
      if (*after != After::submit) return std::optional<std::string>();
      return std::optional(editor_.take_text());
    }
    if (auto painted = paint(); !painted) return Unexpected(std::move(painted).error());
    if (auto turned = watch_turn(watches, std::chrono::hours(1)); !turned) {
      static_cast<void>(write(view_.finish()));
      return Unexpected(std::move(turned).error());
    }
    if (auto served = serve_signals(); !served) return Unexpected(std::move(served).error());
  }
}

Result<EditedLines::After> EditedLines::serve_keys() {
  while (auto key = keyboard_.next()) {
    const EditOutcome outcome = editor_.feed(*key);
    if (key->dropped > 0) {
      say_warning(
          run_.services.err, run_.settings,
          std::to_string(key->dropped) + " bytes of the paste were too much and are missing");
    }
    auto after = act(outcome);
    if (!after || *after != After::go_on) return after;
  }
  return After::go_on;
}

Result<EditedLines::After> EditedLines::act(EditOutcome outcome) {
  switch (outcome) {
    case EditOutcome::submit:
      if (auto painted = paint(); !painted) return Unexpected(std::move(painted).error());
      return After::submit;
    case EditOutcome::end_of_input:
      return After::end;
    case EditOutcome::interrupt: {
      if (auto left = write(view_.finish()); !left) return Unexpected(std::move(left).error());
      editor_.clear();
      break;
    }
    case EditOutcome::suspend:
      if (auto stopped = stop(); !stopped) return Unexpected(std::move(stopped).error());
      break;
    case EditOutcome::clear_screen:
      view_.forget();
      if (auto cleared = write(std::string(kClearScreen)); !cleared)
        return Unexpected(std::move(cleared).error());
      break;
    case EditOutcome::edit_externally:
      if (auto edited = edit_externally(); !edited) say_error(run_.services.err, edited.error());
      break;
    case EditOutcome::none:
    case EditOutcome::changed:
      break;
  }
  return After::go_on;
}

Result<void> EditedLines::stop() {
  if (auto left = write(view_.finish()); !left) return left;
  keyboard_.stop();
  forget_signals();
  view_.forget();
  measure();
  return {};
}

// After a stop that came from outside, the shell may have changed the terminal and the screen.
Result<void> EditedLines::serve_signals() {
  if (signals_.take_continued()) {
    keyboard_.rest();
    keyboard_.listen();
    view_.forget();
    measure();
    if (auto cleared = write(std::string(kClearRow)); !cleared) return cleared;
  }
  if (signals_.take_resized()) measure();
  return {};
}

Result<void> EditedLines::edit_externally() {
  if (run_.settings.paths.state_dir.empty())
    return Unexpected(Error(Errc::usage, "there is no folder for the text while it is edited"));
  const std::string file =
      run_.settings.paths.state_dir + "/prompt-" + std::to_string(getpid()) + ".md";
  FileSystem& files = run_.services.files;
  if (auto written = files.write(file, editor_.text(), FileSystem::Access::owner); !written)
    return written;
  if (auto left = write(view_.finish()); !left) return left;
  keyboard_.rest();
  auto edited = edit_file(file, run_);
  keyboard_.listen();
  view_.forget();
  measure();
  auto text = files.read(file, kMaxTextInput, run_.interrupts);
  static_cast<void>(files.remove(file));
  if (!edited) return edited;
  if (!text) return Unexpected(std::move(text).error());
  auto good = checked_text(*text, "the edited text", false);
  if (!good) return Unexpected(std::move(good).error());
  editor_.set_text(std::string_view(*good).substr(0, good->find_last_not_of('\n') + 1));
  return {};
}

}  // namespace llamero
