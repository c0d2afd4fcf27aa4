// One command of a chat, as the table of slash_commands.cpp has it.
#pragma once

#include "cli/chat/slash_commands.h"

namespace llamero {

struct SlashCommand {
  std::string_view name;  // "/retry"
  std::string_view arguments;
  std::string_view summary;
  // Errors: Errc::usage for wrong arguments; those of the server; those that end the chat.
  Result<Obeyed> (*obey)(ChatState& chat, std::string_view arguments);
};

// In attach_commands.cpp.
Result<Obeyed> obey_file(ChatState& chat, std::string_view arguments);
Result<Obeyed> obey_image(ChatState& chat, std::string_view arguments);
Result<Obeyed> obey_paste(ChatState& chat, std::string_view arguments);

// In copy_commands.cpp.
Result<Obeyed> obey_copy(ChatState& chat, std::string_view arguments);

// In keep_commands.cpp.
Result<Obeyed> obey_export(ChatState& chat, std::string_view arguments);
Result<Obeyed> obey_fork(ChatState& chat, std::string_view arguments);
// A session of that name, else a model.
Result<Obeyed> obey_load_either(ChatState& chat, std::string_view arguments);
Result<Obeyed> obey_save(ChatState& chat, std::string_view arguments);
Result<Obeyed> obey_search(ChatState& chat, std::string_view arguments);

// In history_commands.cpp.
Result<Obeyed> obey_clear(ChatState& chat, std::string_view arguments);
Result<Obeyed> obey_continue(ChatState& chat, std::string_view arguments);
Result<Obeyed> obey_edit(ChatState& chat, std::string_view arguments);
Result<Obeyed> obey_retry(ChatState& chat, std::string_view arguments);
Result<Obeyed> obey_undo(ChatState& chat, std::string_view arguments);

// In remote_command.cpp.
Result<Obeyed> obey_remote(ChatState& chat, std::string_view arguments);

// In set_commands.cpp.
Result<Obeyed> obey_load(ChatState& chat, std::string_view arguments);
Result<Obeyed> obey_set(ChatState& chat, std::string_view arguments);
Result<Obeyed> obey_system(ChatState& chat, std::string_view arguments);

// In thinking_command.cpp.
Result<Obeyed> obey_thinking(ChatState& chat, std::string_view arguments);

// In show_commands.cpp.
Result<Obeyed> obey_show(ChatState& chat, std::string_view arguments);
Result<Obeyed> obey_stats(ChatState& chat, std::string_view arguments);
Result<Obeyed> obey_tokens(ChatState& chat, std::string_view arguments);

// The first word, which is taken from `text`.
[[nodiscard]] std::string_view take_word(std::string_view& text);
// All of `text` as the number of a `thing` ("question"), which begin with 1. Errors: Errc::usage.
[[nodiscard]] Result<std::size_t> take_number(std::string_view text, std::string_view thing);
// Tells the person something that is no part of the conversation.
void note(const ChatState& chat, std::string_view text);
// Errc::usage: the command takes no arguments.
[[nodiscard]] Result<void> want_none(std::string_view arguments);

}  // namespace llamero
