// Lines that a person edits at a terminal, with a history that all windows share.
#pragma once

#include "base/terminal_signals.h"
#include "cli/chat/keyboard.h"
#include "cli/chat/line_source.h"
#include "cli/command.h"
#include "store/prompt_history.h"
#include "term/edit_view.h"
#include "term/line_editor.h"

#include <string>

namespace llamero {

class EditedLines final : public LineSource {
 public:
  // References must outlive this.
  EditedLines(Run run, Keyboard& keyboard, Completer completer);

  Result<std::optional<std::string>> next(std::string_view draft) override;

 private:
  enum class After { go_on, submit, end };

  Result<std::optional<std::string>> edit();
  // Serves the keys that are there.
  Result<After> serve_keys();
  Result<After> act(EditOutcome outcome);
  Result<void> edit_externally();
  Result<void> stop();
  Result<void> serve_signals();
  Result<void> paint();
  Result<void> write(const std::string& sequences);
  void forget_signals();
  void measure();
  void follow_server();
  void remember(const std::string& line);

  Run run_;
  Keyboard& keyboard_;
  TerminalSignals signals_;
  std::string history_file_;  // empty where none can be kept
  PromptHistory history_{""};
  bool keeps_history_ = false;
  LineEditor editor_;
  EditView view_;
};

}  // namespace llamero
