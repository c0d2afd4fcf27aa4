// The loop of an interactive conversation.
#pragma once

#include "cli/chat/session_keeper.h"
#include "cli/command.h"
#include "engine/chat_session.h"

namespace llamero {

// How answers are shown on a terminal; elsewhere they are as the model wrote them.
enum class MarkdownChoice {
  automatic,  // rendered, where the terminal can move its cursor; else plain
  plain,      // its structure only: no colours, nothing rewritten
  off,
};

struct ChatOptions {
  bool show_thinking = true;
  MarkdownChoice markdown = MarkdownChoice::automatic;
  SessionChoice session = {};  // without a terminal only what it names is kept
  bool keep_model = false;     // that of the session that is opened
};

// What is said where neither an argument, a session nor the configuration names a model.
[[nodiscard]] Error no_model();

// Reads turns from standard input until its end or /bye. On a terminal (in and out) lines are
// edited, Ctrl-C stops an answer and keeps what came, and an error of the network keeps the chat.
// Elsewhere each line is a turn, the output is plain, and the exit code is that of the last turn
// that failed.
Result<ExitCode> converse(ChatSession& session, const ChatOptions& options, Run run);

}  // namespace llamero
