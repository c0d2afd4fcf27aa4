// llamero sessions export SESSION: one document to keep or to hand on.
#include "cli/commands/commands.h"
#include "cli/print.h"
#include "cli/sessions_access.h"
#include "cli/version.h"
#include "store/session_export.h"

namespace llamero {
namespace {

struct ExportArgs {
  std::string session;
};

void bind(OptionTable& app, ExportArgs& args) {
  app.add_option("SESSION", args.session, "Name or number of a session").required();
}

Result<ExportArgs> plan(const ExportArgs& args) {
  return args;
}

Result<ExitCode> execute(const ExportArgs& plan, Run run) {
  auto store = open_sessions(run);
  if (!store) return Unexpected(std::move(store).error());
  auto session = store->find(plan.session);
  if (!session) return Unexpected(std::move(session).error());
  auto text = run.settings.json ? export_json(*store, *session, kVersion)
                                : export_markdown(*store, *session);
  if (!text) return Unexpected(std::move(text).error());
  return print(*text, run);
}

}  // namespace

const CommandEntry kSessionsExportCommand = {"sessions export",
                                             "",
                                             "Sessions",
                                             "Write a session as Markdown, or JSON with --json",
                                             true,
                                             Needs::config,
                                             &bind_command<ExportArgs, &bind, &plan, &execute>};

}  // namespace llamero
