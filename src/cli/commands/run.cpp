// llamero run MODEL [PROMPT…]: one question, one answer.
#include "api/model_name.h"
#include "cli/answer_view.h"
#include "cli/chat/answering.h"
#include "cli/chat/chatting.h"
#include "cli/chat/session_keeper.h"
#include "cli/commands/commands.h"
#include "cli/connection.h"
#include "cli/generation_flags.h"
#include "cli/message.h"
#include "cli/prompt_text.h"
#include "cli/pulling.h"
#include "cli/refusal.h"
#include "cli/stats.h"

#include <optional>
#include <string>

namespace llamero {
namespace {

struct RunArgs {
  std::string model;
  PromptParts prompt;
  GenerationArgs generation;
  std::optional<std::string> session;
  bool no_stdin = false;
  bool stats = false;
  bool pull = false;
  bool no_newline = false;
};

struct RunPlan {
  RunArgs args;
  GenerationSettings settings;  // without the format, which needs I/O
};

void bind(OptionTable& app, RunArgs& args) {
  app.add_option("MODEL", args.model, "Name of the model").required();
  app.add_option("PROMPT", args.prompt.words, "The prompt; words are joined by spaces");
  bind_generation(app, args.generation);
  app.add_option("--file", args.prompt.files,
                 "Append the text of a file, under its name (repeatable)")
      .value_name("FILE")
      .one_value_each();
  app.add_option("--session", args.session,
                 "Ask within this session, or begin it under this name; the turn is kept")
      .value_name("NAME");
  app.add_flag("-n,--no-stdin", args.no_stdin, "Do not read standard input");
  app.add_flag("--lossy", args.prompt.lossy,
               "Replace bytes that are not UTF-8 instead of refusing them");
  app.add_flag("--pull", args.pull, "Pull the model first if the server does not have it");
  app.add_flag("--stats", args.stats, "Print token counts and rates on stderr");
  app.add_flag("--no-newline", args.no_newline,
               "Add no newline to an answer that ends without one");
}

Result<RunPlan> plan(const RunArgs& args) {
  if (auto checked = check_model_name(args.model); !checked)
    return Unexpected(std::move(checked).error());
  auto settings = plan_generation(args.generation);
  if (!settings) return Unexpected(std::move(settings).error());
  RunPlan plan;
  plan.args = args;
  plan.args.prompt.read_stdin = !args.no_stdin;
  plan.settings = *std::move(settings);
  return plan;
}

bool wants_chat(const RunPlan& plan, Run run) {
  const PromptParts& prompt = plan.args.prompt;
  return prompt.words.empty() && prompt.files.empty() && run.services.tty.stdin_tty &&
         run.services.tty.stdout_tty;
}

void comment_on(const AnswerView& view, const Completion& completion, const RunPlan& plan,
                Run run) {
  Output& err = run.services.err;
  if (completion.done_reason == "length") {
    say_warning(err, run.settings,
                "the answer ended at the token limit (done_reason: length); --num-predict or "
                "--num-ctx changes it");
  }
  if (view.asked_for_tool())
    say_note(err, run.settings, "the model asked for a tool; none was offered and none was run");
  if (view.empty() && !view.asked_for_tool())
    say_note(err, run.settings, "the model gave an empty answer");
  if (plan.args.stats) {
    err.text(stats_text(completion.usage));
    static_cast<void>(err.flush());
  }
}

Result<Completion> answer(const ChatRequest& request, AnswerView& view, SessionKeeper* keeper,
                          Connection& connection) {
  KeptView kept(keeper, view);
  auto completion = connection.client().chat(request, kept);
  if (!completion) {
    Error error = std::move(completion).error();
    if (view.empty()) explain_refusal(connection.client(), request.settings, error);
    connection.status_line().clear();
    return Unexpected(std::move(error));
  }
  return completion;
}

// The answer becomes the last turn of the session, however much there is of it.
void keep(ChatSession& session, const AnswerView& view, const Result<Completion>& completion,
          WallTime now) {
  if (completion) {
    session.accept(view.message(), completion->usage);
  } else if (view.message().content.empty() && view.message().thinking.empty()) {
    session.take_back();
    return;
  } else {
    session.keep_partial(view.message(), state_after(completion.error()));
  }
  session.set_time(now);
}

AnswerView::Options view_options(const RunArgs& args, Connection& connection) {
  using Thinking = AnswerView::Thinking;
  return {.thinking = args.generation.hide_thinking ? Thinking::hidden : Thinking::shown,
          .final_newline = !args.no_newline,
          .keep_text = args.session.has_value(),
          .phase = &connection.phase_line()};
}

// The last turn of the session is the question. `keeper` may be null.
Result<ExitCode> answer_and_keep(const RunPlan& plan, ChatSession& session, SessionKeeper* keeper,
                                 Run run) {
  const ChatRequest request = session.request();
  Connection connection(run.services, run.settings, run.interrupts, request.model);
  AnswerView view(run.services.out, run.services.clock, view_options(plan.args, connection));
  if (keeper != nullptr) keeper->begin_turn();
  auto completion = answer(request, view, keeper, connection);
  if (!completion && completion.error().code == Errc::model_not_found && plan.args.pull) {
    if (auto pulled = pull_model(request.model, false, run); !pulled)
      return Unexpected(std::move(pulled).error());
    completion = answer(request, view, keeper, connection);
  }
  view.finish();
  if (keeper != nullptr) {
    keep(session, view, completion, run.services.clock.wall_now());
    keeper->sync();
  }
  if (!completion) return Unexpected(std::move(completion).error());
  if (auto drained = run.services.out.drain(run.interrupts); !drained)
    return Unexpected(std::move(drained).error());
  comment_on(view, *completion, plan, run);
  return ExitCode::ok;
}

SessionChoice session_choice(const RunArgs& args) {
  using Kind = SessionChoice::Kind;
  return args.session ? SessionChoice{Kind::named, *args.session} : SessionChoice{Kind::fresh};
}

Result<ExitCode> execute(const RunPlan& plan, Run run) {
  const RunArgs& args = plan.args;
  auto format = read_format(args.generation.format, run.services.files, run.interrupts);
  if (!format) return Unexpected(std::move(format).error());
  GenerationSettings settings = plan.settings;
  settings.format = *std::move(format);
  if (auto added = add_defaults(run.settings.defaults, settings); !added)
    return Unexpected(std::move(added).error());
  ChatSession session(args.model, args.generation.system, std::move(settings));
  if (wants_chat(plan, run)) {
    return converse(
        session, {.show_thinking = !args.generation.hide_thinking, .session = session_choice(args)},
        run);
  }
  auto prompt = read_prompt(args.prompt, run);
  if (!prompt) return Unexpected(std::move(prompt).error());
  if (prompt->empty()) {
    return Unexpected(Error(
        Errc::usage, "there is no prompt: no argument, no file, and nothing on standard input",
        "llamero run " + args.model + " \"PROMPT\""));
  }
  SessionKeeper keeper(session, run);
  if (args.session) {
    if (auto opened = keeper.open(session_choice(args), false); !opened)
      return Unexpected(std::move(opened).error());
  }
  session.ask(*std::move(prompt));
  session.set_time(run.services.clock.wall_now());
  return answer_and_keep(plan, session, args.session ? &keeper : nullptr, run);
}

}  // namespace

const CommandEntry kRunCommand = {"run",
                                  "",
                                  "Talk",
                                  "Send one prompt and print the answer",
                                  false,
                                  Needs::server,
                                  &bind_command<RunArgs, &bind, &plan, &execute>};

}  // namespace llamero
