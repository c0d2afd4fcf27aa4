// llamero completion SHELL: a script that completes commands, options and their values.
#include "cli/commands/commands.h"
#include "cli/completion_script.h"
#include "cli/print.h"

#include <string>

namespace llamero {
namespace {

struct CompletionArgs {
  std::string shell;
};

void bind(OptionTable& app, CompletionArgs& args) {
  app.add_option("SHELL", args.shell, "bash, zsh or fish")
      .required()
      .one_of({"bash", "zsh", "fish"});
}

Result<std::string> plan(const CompletionArgs& args) {
  return completion_script(args.shell);
}

Result<ExitCode> execute(const std::string& script, Run run) {
  return print(script, run);
}

}  // namespace

const CommandEntry kCompletionCommand = {"completion",
                                         "",
                                         "More",
                                         "Print a completion script for a shell",
                                         false,
                                         Needs::nothing,
                                         &bind_command<CompletionArgs, &bind, &plan, &execute>};

}  // namespace llamero
