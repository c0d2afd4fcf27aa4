// llamero chat MODEL: a conversation.
#include "api/model_name.h"
#include "cli/chat/chatting.h"
#include "cli/commands/commands.h"
#include "cli/generation_flags.h"

#include <optional>
#include <string>

namespace llamero {
namespace {

struct ChatArgs {
  std::string model;
  std::string markdown = "auto";
  bool continue_latest = false;
  std::optional<std::string> session;
  bool fresh = false;
  bool ephemeral = false;
  GenerationArgs generation;
};

struct ChatPlan {
  ChatArgs args;
  GenerationSettings settings;
};

void bind(OptionTable& app, ChatArgs& args) {
  app.add_option("MODEL", args.model, "Name of the model; else that of [defaults]");
  const OptionSpec latest =
      app.add_flag("-c,--continue", args.continue_latest,
                   "Go on with the session of this server that was talked in last");
  const OptionSpec named = app.add_option("--session", args.session,
                                          "Go on with this session, or begin it under this name")
                               .value_name("NAME")
                               .excludes(latest);
  const OptionSpec fresh =
      app.add_flag("--new", args.fresh, "Begin a session (as without any of these)")
          .excludes(latest)
          .excludes(named);
  app.add_flag("--ephemeral", args.ephemeral, "Keep nothing on the disk")
      .excludes(latest)
      .excludes(named)
      .excludes(fresh);
  app.add_option("--markdown", args.markdown,
                 "How a terminal shows answers: auto, plain (no colours) or off (auto)")
      .value_name("LOOK")
      .one_of({"auto", "plain", "off"});
  bind_generation(app, args.generation);
}

// `word` is one of those that the flag takes.
MarkdownChoice markdown_choice(std::string_view word) {
  if (word == "plain") return MarkdownChoice::plain;
  return word == "off" ? MarkdownChoice::off : MarkdownChoice::automatic;
}

Result<ChatPlan> plan(const ChatArgs& args) {
  if (!args.model.empty()) {
    if (auto checked = check_model_name(args.model); !checked)
      return Unexpected(std::move(checked).error());
  }
  auto settings = plan_generation(args.generation);
  if (!settings) return Unexpected(std::move(settings).error());
  return ChatPlan{args, *std::move(settings)};
}

// Empty where only a session can tell.
Result<std::string> model_of(const ChatArgs& args, Run run) {
  if (!args.model.empty()) return args.model;
  const auto& model = run.settings.defaults.model;
  if (!model) {
    if (args.continue_latest || args.session) return std::string();
    return Unexpected(no_model());
  }
  if (auto checked = check_model_name(*model); !checked)
    return Unexpected(std::move(checked).error());
  return *model;
}

SessionChoice session_of(const ChatArgs& args) {
  using Kind = SessionChoice::Kind;
  if (args.session) return {Kind::named, *args.session};
  if (args.continue_latest) return {Kind::latest};
  return {args.ephemeral ? Kind::ephemeral : Kind::fresh};
}

Result<ExitCode> execute(const ChatPlan& plan, Run run) {
  auto format = read_format(plan.args.generation.format, run.services.files, run.interrupts);
  if (!format) return Unexpected(std::move(format).error());
  GenerationSettings settings = plan.settings;
  settings.format = *std::move(format);
  if (auto added = add_defaults(run.settings.defaults, settings); !added)
    return Unexpected(std::move(added).error());
  auto model = model_of(plan.args, run);
  if (!model) return Unexpected(std::move(model).error());
  ChatSession session(*std::move(model), plan.args.generation.system, std::move(settings));
  ChatOptions options;
  options.show_thinking = !plan.args.generation.hide_thinking;
  options.session = session_of(plan.args);
  options.keep_model = plan.args.model.empty();
  options.markdown = markdown_choice(plan.args.markdown);
  return converse(session, options, run);
}

}  // namespace

const CommandEntry kChatCommand = {"chat",
                                   "",
                                   "Talk",
                                   "Talk with a model, turn by turn",
                                   false,
                                   Needs::server,
                                   &bind_command<ChatArgs, &bind, &plan, &execute>};

}  // namespace llamero
