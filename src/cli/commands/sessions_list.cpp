// llamero sessions list: the conversations that are kept.
#include "base/official_text.h"
#include "cli/commands/commands.h"
#include "cli/print.h"
#include "cli/sessions_access.h"
#include "store/session_json.h"
#include "store/session_time.h"
#include "term/table.h"
#include "term/tty_text.h"

#include <fmt/format.h>

namespace llamero {
namespace {

constexpr std::size_t kMaxCell = 60;  // bytes

struct ListArgs {
  std::optional<std::string> tag;
  std::optional<std::int64_t> limit;
};

void bind(OptionTable& app, ListArgs& args) {
  app.add_option("--tag", args.tag, "Only sessions with this tag").value_name("TAG");
  app.add_option("--limit", args.limit, "At most so many, the most recent ones").value_name("N");
}

Result<SessionFilter> plan(const ListArgs& args) {
  if (args.limit && *args.limit < 1)
    return Unexpected(Error(Errc::usage, "--limit must be 1 or more"));
  SessionFilter filter;
  filter.tag = args.tag;
  filter.limit = args.limit.value_or(-1);
  return filter;
}

std::string as_json(const std::vector<SessionInfo>& sessions) {
  std::string out;
  for (const SessionInfo& session : sessions) out += (out.empty() ? "" : ",") + json_of(session);
  return "{\"sessions\":[" + out + "]}\n";
}

std::string as_table(const std::vector<SessionInfo>& sessions, WallTime now) {
  std::vector<std::vector<std::string>> cells;
  for (const SessionInfo& session : sessions) {
    cells.push_back({std::to_string(session.id), tty_line(session.name, kMaxCell),
                     std::to_string(session.turns), tty_line(session.model, kMaxCell),
                     tty_line(session.remote, kMaxCell),
                     official_age(rfc3339_utc(session.updated), now),
                     tty_line(fmt::format("{}", fmt::join(session.tags, " ")), kMaxCell)});
  }
  return format_table({"ID", "NAME", "TURNS", "MODEL", "REMOTE", "UPDATED", "TAGS"}, cells);
}

Result<ExitCode> execute(const SessionFilter& plan, Run run) {
  auto store = open_sessions(run);
  if (!store) return Unexpected(std::move(store).error());
  auto sessions = store->list(plan);
  if (!sessions) return Unexpected(std::move(sessions).error());
  return print(
      run.settings.json ? as_json(*sessions) : as_table(*sessions, run.services.clock.wall_now()),
      run);
}

}  // namespace

const CommandEntry kSessionsListCommand = {"sessions list",
                                           "sessions ls",
                                           "Sessions",
                                           "List the conversations that are kept",
                                           true,
                                           Needs::config,
                                           &bind_command<ListArgs, &bind, &plan, &execute>};

}  // namespace llamero
