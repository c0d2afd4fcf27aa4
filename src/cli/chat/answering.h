// One answer of a conversation: asked for, shown, and kept however it ends.
#pragma once

#include "cli/answer_view.h"
#include "cli/chat/chat_state.h"

namespace llamero {

// Whether the chat goes on after `error`: a server or a network that fails does not end it, a
// Ctrl-C ends the answer only, as long as a person is there. Output and the deadline end it.
[[nodiscard]] bool ends_the_chat(const Error& error, bool interactive);

// What becomes of an answer that ended with `error`: stopped by the person, or cut.
[[nodiscard]] ChatSession::State state_after(const Error& error);

// How an answer of this chat is shown.
[[nodiscard]] AnswerView::Options view_options(const ChatState& chat);

// Asks for an answer to the history, whose last turn is a question. What was shown of an answer
// that did not come whole stays in the history, marked. The code is that of the answer; the errors
// are those that end the chat.
Result<ExitCode> answer(ChatState& chat);

// Goes on with the unfinished answer at the end of the history, and says by which way. Codes and
// errors as above.
Result<ExitCode> go_on(ChatState& chat);

}  // namespace llamero
