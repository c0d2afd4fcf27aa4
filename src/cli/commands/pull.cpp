// llamero pull MODEL…: lets the server fetch models.
#include "api/model_name.h"
#include "cli/commands/commands.h"
#include "cli/message.h"
#include "cli/pulling.h"

#include <string>
#include <vector>

namespace llamero {
namespace {

struct PullArgs {
  std::vector<std::string> models;
  bool insecure = false;
};

void bind(OptionTable& app, PullArgs& args) {
  app.add_option("MODEL", args.models, "Names of the models").required();
  app.add_flag("--insecure", args.insecure, "Let the server use a registry over plain http");
}

Result<PullArgs> plan(const PullArgs& args) {
  for (const std::string& model : args.models) {
    if (auto checked = check_model_name(model); !checked)
      return Unexpected(std::move(checked).error());
  }
  return args;
}

bool ends_the_run(const Error& error) {
  return error.code == Errc::interrupted || error.code == Errc::deadline ||
         error.code == Errc::output_closed;
}

Result<ExitCode> execute(const PullArgs& plan, Run run) {
  ExitCode outcome = ExitCode::ok;
  for (const std::string& model : plan.models) {
    auto pulled = pull_model(model, plan.insecure, run);
    if (pulled) continue;
    if (plan.models.size() == 1 || ends_the_run(pulled.error()))
      return Unexpected(std::move(pulled).error());
    // The other models are not worse off for it.
    say_error(run.services.err, pulled.error());
    outcome = graver(outcome, exit_code_of(pulled.error().code));
  }
  return outcome;
}

}  // namespace

const CommandEntry kPullCommand = {"pull",
                                   "",
                                   "Models",
                                   "Fetch models to the server",
                                   false,
                                   Needs::server,
                                   &bind_command<PullArgs, &bind, &plan, &execute>};

}  // namespace llamero
