#include "cli/chat/answering.h"

#include "cli/answer_view.h"
#include "cli/chat/chat_theme.h"
#include "cli/chat/look_for_window.h"
#include "cli/message.h"
#include "cli/stats.h"
#include "engine/continuation.h"

#include <csignal>

namespace llamero {
namespace {

using State = ChatSession::State;

// Before that nobody needs to know how large the context is.
constexpr std::int64_t kNoWindowIsSmaller = 1000;

void add_way_on(const ChatState& chat, Error& error) {
  std::string_view way;
  if (chat.session.unfinished() != nullptr) way = "Enter, or /continue, goes on with it";
  if (!chat.unanswered.empty()) way = "Enter, or /retry, asks again";
  if (way.empty()) return;
  if (!error.hint.empty()) error.hint += "; ";
  error.hint += way;
}

// An error that the chat survives is told; any other is returned.
Result<ExitCode> survive(ChatState& chat, Error error) {
  if (ends_the_chat(error, chat.interactive)) return Unexpected(std::move(error));
  if (error.code == Errc::interrupted) return ExitCode::ok;
  if (chat.interactive) add_way_on(chat, error);
  say_error(chat.run.services.err, error);
  return exit_code_of(error.code);
}

void tell_about(ChatState& chat, const Completion& completion) {
  Services& services = chat.run.services;
  if (completion.done_reason == "length") {
    say_warning(services.err, chat.run.settings,
                "the answer ended at the token limit (done_reason: length)");
  }
  chat.last_usage = completion.usage;
  if (auto warning = chat.meter.note(completion.usage))
    say_warning(services.err, chat.run.settings, *warning);
  if (chat.interactive && !chat.asked_for_window && chat.meter.used() > kNoWindowIsSmaller)
    look_for_window(chat);
  if (!chat.show_stats) return;
  services.err.text(stats_text(completion.usage));
  static_cast<void>(services.err.flush());
}

// Passes an answer on without the white space that stands before it already.
class ContinuedView final : public Client::StreamView {
 public:
  ContinuedView(Client::StreamView& inner, std::string echo)
      : inner_(inner), echo_(std::move(echo)) {}

  Result<void> on_chunk(const ChatChunk& chunk) override {
    ChatChunk rest = chunk;
    rest.content = echo_.pass(chunk.content);
    return inner_.on_chunk(rest);
  }
  Result<void> on_batch_end() override { return inner_.on_batch_end(); }
  [[nodiscard]] bool wants_more() const override { return inner_.wants_more(); }

 private:
  Client::StreamView& inner_;
  EchoFilter echo_;
};

// Shown before an error is told, so that the two cannot be confused.
void end_view(ChatState& chat, AnswerView& view) {
  view.finish();
  static_cast<void>(chat.run.services.out.flush());
}

Result<Completion> perform(Client& client, const Continuation& plan, Client::StreamView& view) {
  if (const auto* raw = std::get_if<GenerateRequest>(&plan.request))
    return client.generate(*raw, view);
  return client.chat(std::get<ChatRequest>(plan.request), view);
}

std::string way_text(Continuation::Way way) {
  switch (way) {
    case Continuation::Way::prefill:
      return "going on where the answer stopped";
    case Continuation::Way::raw:
      return "going on where the answer stopped, by the prompt as the server renders it";
    default:
      return "this answer cannot be gone on with in its middle: the model is asked to go on, in a "
             "new turn";
  }
}

}  // namespace

ChatSession::State state_after(const Error& error) {
  return error.code == Errc::interrupted ? ChatSession::State::stopped : ChatSession::State::cut;
}

AnswerView::Options view_options(const ChatState& chat) {
  using Thinking = AnswerView::Thinking;
  const Thinking unseen = chat.interactive ? Thinking::folded : Thinking::hidden;
  return {.thinking = chat.show_thinking ? Thinking::shown : unseen,
          .keep_text = true,
          .markdown = chat.markdown,
          .theme = theme_of(chat),
          .phase = &chat.connection.phase_line()};
}

bool ends_the_chat(const Error& error, bool interactive) {
  switch (error.code) {
    case Errc::interrupted:
      return !interactive || error.signal != SIGINT;
    case Errc::output_failed:
    case Errc::output_closed:
    case Errc::deadline:
      return true;
    default:
      return false;
  }
}

Result<ExitCode> answer(ChatState& chat) {
  ChatSession& session = chat.session;
  session.set_time(chat.run.services.clock.wall_now());
  const std::string& question = session.turns().back().message.content;
  if (auto warning = chat.meter.warning_before(question.size()))
    say_warning(chat.run.services.err, chat.run.settings, *warning);
  AnswerView view(chat.run.services.out, chat.run.services.clock, view_options(chat));
  KeptView kept(chat.keeper, view);
  if (chat.keeper != nullptr) chat.keeper->begin_turn();
  auto completion = chat.connection.client().chat(session.request(), kept);
  end_view(chat, view);
  if (!completion) {
    if (view.message().content.empty() && view.message().thinking.empty()) {
      chat.unanswered = session.take_back();
    } else {
      session.keep_partial(view.message(), state_after(completion.error()));
      session.set_time(chat.run.services.clock.wall_now());
    }
    return survive(chat, std::move(completion).error());
  }
  session.accept(view.message(), completion->usage);
  session.set_time(chat.run.services.clock.wall_now());
  tell_about(chat, *completion);
  if (auto drained = chat.run.services.out.drain(chat.run.interrupts); !drained)
    return Unexpected(std::move(drained).error());
  return ExitCode::ok;
}

Result<ExitCode> go_on(ChatState& chat) {
  ChatSession& session = chat.session;
  Client& client = chat.connection.client();
  auto plan = plan_continuation(session, client);
  chat.connection.status_line().clear();
  if (!plan) return survive(chat, std::move(plan).error());
  say_note(chat.run.services.err, chat.run.settings, way_text(plan->way));
  if (plan->way == Continuation::Way::new_turn) {
    session.ask(std::string(kGoOn));
    return answer(chat);
  }
  AnswerView::Options options = view_options(chat);
  // What is thought on the way has no place in the history.
  if (options.thinking == AnswerView::Thinking::folded)
    options.thinking = AnswerView::Thinking::hidden;
  AnswerView view(chat.run.services.out, chat.run.services.clock, options);
  KeptView kept(chat.keeper, view);
  ContinuedView continued(kept, plan->unsent);
  if (chat.keeper != nullptr) chat.keeper->begin_turn();
  auto completion = perform(client, *plan, continued);
  end_view(chat, view);
  const std::string& more = view.message().content;
  if (!completion) {
    session.extend(more, state_after(completion.error()), {});
    session.set_time(chat.run.services.clock.wall_now());
    return survive(chat, std::move(completion).error());
  }
  session.extend(more, State::complete, completion->usage);
  session.set_time(chat.run.services.clock.wall_now());
  tell_about(chat, *completion);
  return ExitCode::ok;
}

}  // namespace llamero
