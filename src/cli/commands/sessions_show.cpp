// llamero sessions show SESSION: what was said.
#include "cli/commands/commands.h"
#include "cli/print.h"
#include "cli/sessions_access.h"
#include "cli/version.h"
#include "store/session_export.h"
#include "store/session_time.h"

#include <fmt/format.h>

namespace llamero {
namespace {

struct ShowArgs {
  std::string session;
  bool thinking = false;
};

void bind(OptionTable& app, ShowArgs& args) {
  app.add_option("SESSION", args.session, "Name or number of a session").required();
  app.add_flag("--thinking", args.thinking, "Also what the model thought");
}

Result<ShowArgs> plan(const ShowArgs& args) {
  return args;
}

std::string field(std::string_view name, std::string_view value) {
  return value.empty() ? "" : fmt::format("{:<10} {}\n", name, value);
}

std::string heading(const SessionInfo& session) {
  std::string text = field("id", std::to_string(session.id)) + field("name", session.name) +
                     field("model", session.model) + field("remote", session.remote) +
                     field("created", rfc3339_utc(session.created)) +
                     field("updated", rfc3339_utc(session.updated)) +
                     field("tags", fmt::format("{}", fmt::join(session.tags, " ")));
  if (session.parent != 0)
    text += field("fork of", fmt::format("{} after {} turns", session.parent, session.fork_point));
  return text + field("system", session.system.value_or(""));
}

std::string ended(std::string text) {
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

std::string turn_text(const StoredTurn& turn, std::int64_t position, bool thinking) {
  std::string text = fmt::format("\n[{}] {}", position, turn.role);
  if (!turn.model.empty()) text += ", " + turn.model;
  text += ", " + rfc3339_utc(turn.time);
  if (turn.state != TurnState::complete) text += fmt::format(", {}", turn_state_name(turn.state));
  text += "\n";
  if (thinking && !turn.thinking.empty()) text += "(thinking)\n" + ended(turn.thinking) + "\n";
  return text + ended(turn.content);
}

Result<ExitCode> execute(const ShowArgs& plan, Run run) {
  auto store = open_sessions(run);
  if (!store) return Unexpected(std::move(store).error());
  auto session = store->find(plan.session);
  if (!session) return Unexpected(std::move(session).error());
  if (run.settings.json) {
    auto json = export_json(*store, *session, kVersion);
    if (!json) return Unexpected(std::move(json).error());
    return print(*json, run);
  }
  std::string text = heading(*session);
  std::int64_t position = 0;
  auto read = store->each_turn(session->id, [&](const StoredTurn& turn) {
    text += turn_text(turn, position++, plan.thinking);
  });
  if (!read) return Unexpected(std::move(read).error());
  return print(text, run);
}

}  // namespace

const CommandEntry kSessionsShowCommand = {"sessions show",
                                           "",
                                           "Sessions",
                                           "Show what was said in a session",
                                           true,
                                           Needs::config,
                                           &bind_command<ShowArgs, &bind, &plan, &execute>};

}  // namespace llamero
