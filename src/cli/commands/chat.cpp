// llamero chat MODEL: a conversation.
#include "api/model_name.h"
#include "cli/chatting.h"
#include "cli/commands/commands.h"
#include "cli/generation_flags.h"

#include <CLI/App.hpp>

namespace llamero {
namespace {

struct ChatArgs {
  std::string model;
  GenerationArgs generation;
};

struct ChatPlan {
  ChatArgs args;
  GenerationSettings settings;
};

void bind(CLI::App& app, ChatArgs& args) {
  app.add_option("MODEL", args.model, "Name of the model")->required();
  bind_generation(app, args.generation);
}

Result<ChatPlan> plan(const ChatArgs& args) {
  if (auto checked = check_model_name(args.model); !checked)
    return Unexpected(std::move(checked).error());
  auto settings = plan_generation(args.generation);
  if (!settings) return Unexpected(std::move(settings).error());
  return ChatPlan{args, *std::move(settings)};
}

Result<ExitCode> execute(const ChatPlan& plan, Run run) {
  auto format = read_format(plan.args.generation.format, run.services.files, run.interrupts);
  if (!format) return Unexpected(std::move(format).error());
  GenerationSettings settings = plan.settings;
  settings.format = *std::move(format);
  ChatSession session(plan.args.model, plan.args.generation.system, std::move(settings));
  return converse(session, !plan.args.generation.hide_thinking, run);
}

}  // namespace

const CommandEntry kChatCommand = {"chat", "",
                                   "Talk", "Talk with a model, turn by turn",
                                   false,  &bind_command<ChatArgs, &bind, &plan, &execute>};

}  // namespace llamero
