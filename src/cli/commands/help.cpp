// llamero help [TOPIC]: the overview, a command, or a topic.
#include "cli/help.h"

#include "cli/commands/commands.h"
#include "cli/print.h"

#include <string>
#include <vector>

namespace llamero {
namespace {

struct HelpArgs {
  std::vector<std::string> words;
};

void bind(OptionTable& app, HelpArgs& args) {
  app.add_option("TOPIC", args.words, "A command, exit-codes or environment");
}

Result<std::string> plan(const HelpArgs& args) {
  if (args.words.empty()) return overview_text();
  std::string topic;
  for (const std::string& word : args.words) topic += (topic.empty() ? "" : " ") + word;
  if (const CommandEntry* entry = find_command(topic)) return command_help_text(*entry);
  if (is_command_group(topic)) return group_help_text(topic);
  std::string text = topic_text(topic);
  if (!text.empty()) return text;
  return Unexpected(Error(Errc::usage, "no help on \"" + topic + "\"",
                          "topics: exit-codes, environment, and each command"));
}

Result<ExitCode> execute(const std::string& text, Run run) {
  return print(text, run);
}

}  // namespace

const CommandEntry kHelpCommand = {"help",
                                   "",
                                   "More",
                                   "Explain a command or a topic",
                                   false,
                                   Needs::nothing,
                                   &bind_command<HelpArgs, &bind, &plan, &execute>};

}  // namespace llamero
