// llamero help [TOPIC]: the overview, a command, or a topic.
#include "cli/help.h"

#include "cli/commands/commands.h"
#include "cli/print.h"

#include <CLI/App.hpp>

#include <optional>
#include <string>

namespace llamero {
namespace {

struct HelpArgs {
  std::string topic;
};

void bind(CLI::App& app, HelpArgs& args) {
  app.add_option("TOPIC", args.topic, "A command, exit-codes or environment");
}

Result<std::string> plan(const HelpArgs& args) {
  if (args.topic.empty()) return overview_text();
  if (const CommandEntry* entry = find_command(args.topic)) return command_help_text(*entry);
  std::string text = topic_text(args.topic);
  if (!text.empty()) return text;
  return Unexpected(Error(Errc::usage, "no help on \"" + args.topic + "\"",
                          "topics: exit-codes, environment, and each command"));
}

Result<ExitCode> execute(const std::string& text, Run run) {
  return print(text, run);
}

}  // namespace

const CommandEntry kHelpCommand = {"help", "",
                                   "More", "Explain a command or a topic",
                                   false,  &bind_command<HelpArgs, &bind, &plan, &execute>};

}  // namespace llamero
