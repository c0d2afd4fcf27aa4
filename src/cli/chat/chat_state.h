// What the answers and the slash commands of one conversation act on.
#pragma once

#include "cli/chat/attachments.h"
#include "cli/chat/chat_server.h"
#include "cli/chat/keyboard.h"
#include "cli/chat/session_keeper.h"
#include "cli/command.h"
#include "cli/connection.h"
#include "engine/chat_session.h"
#include "engine/context_meter.h"
#include "term/markdown_writer.h"

#include <optional>
#include <string>

namespace llamero {

struct ChatState {
  ChatSession& session;
  ChatServer& server;
  Run run;
  Connection& connection;
  bool interactive = false;  // a person at a terminal, in and out
  bool show_thinking = true;
  bool show_stats = false;                    // after each answer
  std::optional<MarkdownLook> markdown = {};  // nullopt: answers as they are
  std::optional<Background> background = {};  // of the terminal, where somebody said it
  ContextMeter meter = {};
  bool asked_for_window = false;         // a server that does not say is not asked after each turn
  std::optional<Usage> last_usage = {};  // of the last whole answer
  Question unanswered = {};              // that no byte of an answer came for
  Attachments attached = {};             // to the next question
  Keyboard* keyboard = nullptr;          // null: the kernel edits the lines
  SessionKeeper* keeper = nullptr;       // null: nothing is kept on the disk
};

}  // namespace llamero
