// llamero chat MODEL: a conversation.
#include "api/model_name.h"
#include "cli/chat/chatting.h"
#include "cli/commands/commands.h"
#include "cli/generation_flags.h"

#include <CLI/App.hpp>

#include <map>

namespace llamero {
namespace {

const std::map<std::string, MarkdownChoice> kMarkdownChoices = {{"auto", MarkdownChoice::automatic},
                                                                {"plain", MarkdownChoice::plain},
                                                                {"off", MarkdownChoice::off}};

struct ChatArgs {
  std::string model;
  std::string markdown = "auto";
  GenerationArgs generation;
};

struct ChatPlan {
  ChatArgs args;
  GenerationSettings settings;
};

void bind(CLI::App& app, ChatArgs& args) {
  app.add_option("MODEL", args.model, "Name of the model; else that of [defaults]");
  app.add_option("--markdown", args.markdown,
                 "How a terminal shows answers: auto, plain (no colours) or off (auto)")
      ->type_name("LOOK")
      ->check(CLI::IsMember(kMarkdownChoices));
  bind_generation(app, args.generation);
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

Result<std::string> model_of(const ChatArgs& args, Run run) {
  if (!args.model.empty()) return args.model;
  const auto& model = run.settings.defaults.model;
  if (!model) {
    return Unexpected(Error(Errc::usage, "MODEL is required",
                            "llamero chat MODEL, or a model under [defaults] of config.toml"));
  }
  if (auto checked = check_model_name(*model); !checked)
    return Unexpected(std::move(checked).error());
  return *model;
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
  options.markdown = kMarkdownChoices.at(plan.args.markdown);
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
