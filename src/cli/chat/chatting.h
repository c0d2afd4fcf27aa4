// The loop of an interactive conversation.
#pragma once

#include "cli/command.h"
#include "engine/chat_session.h"

namespace llamero {

// Reads turns from standard input until its end or /bye. On a terminal (in and out) it prompts,
// Ctrl-C stops an answer and keeps what came, and an error of the network keeps the chat. Elsewhere
// each line is a turn, the output is plain, and the exit code is that of the last turn that failed.
Result<ExitCode> converse(ChatSession& session, bool show_thinking, Run run);

}  // namespace llamero
