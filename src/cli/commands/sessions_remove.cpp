// llamero sessions rm and prune: forget conversations for good.
#include "base/duration.h"
#include "cli/commands/commands.h"
#include "cli/confirmation.h"
#include "cli/message.h"
#include "cli/print.h"
#include "cli/sessions_access.h"
#include "store/session_files.h"
#include "store/session_lock.h"

#include <fmt/format.h>

#include <charconv>

namespace llamero {
namespace {

std::string count_text(std::size_t sessions) {
  return sessions == 1 ? "1 session" : fmt::format("{} sessions", sessions);
}

// One that is open in a window is refused, so that nobody talks into nothing.
Result<void> remove_one(SessionStore& store, const SessionInfo& session) {
  auto lock = SessionLock::take(store.path(), session);
  if (!lock) {
    Error error = std::move(lock).error();
    if (error.code == Errc::usage) error.hint = "close that window first";
    return Unexpected(std::move(error));
  }
  if (auto removed = store.remove(session.id); !removed) return removed;
  remove_session_files(store.path(), session.id);
  return {};
}

// Goes on after one that could not be removed, and returns the first error at the end.
Result<ExitCode> remove_all(SessionStore& store, const std::vector<SessionInfo>& sessions,
                            Run run) {
  std::optional<Error> failed;
  std::size_t removed = 0;
  for (const SessionInfo& session : sessions) {
    auto done = remove_one(store, session);
    removed += done ? 1 : 0;
    if (done) continue;
    if (failed) say_error(run.services.err, done.error());
    if (!failed) failed = std::move(done).error();
  }
  if (removed > 0) {
    if (auto purged = store.purge(); !purged && !failed) failed = std::move(purged).error();
    say_note(run.services.err, run.settings, count_text(removed) + " removed");
  }
  if (failed) return Unexpected(*std::move(failed));
  return ExitCode::ok;
}

struct RemoveArgs {
  std::vector<std::string> sessions;
  bool yes = false;
};

void bind_remove(OptionTable& app, RemoveArgs& args) {
  app.add_option("SESSION", args.sessions, "Names or numbers of sessions").required();
  app.add_flag("--yes", args.yes, "Do not ask");
}

Result<RemoveArgs> plan_remove(const RemoveArgs& args) {
  return args;
}

Result<ExitCode> execute_remove(const RemoveArgs& plan, Run run) {
  auto store = open_sessions(run);
  if (!store) return Unexpected(std::move(store).error());
  std::vector<SessionInfo> sessions;
  std::string names;
  for (const std::string& handle : plan.sessions) {
    auto session = store->find(handle);
    if (!session) return Unexpected(std::move(session).error());
    names += (names.empty() ? "" : ", ") + handle;
    sessions.push_back(*std::move(session));
  }
  if (!plan.yes) {
    auto agreed = confirm(fmt::format("remove {} for good?", names), run);
    if (!agreed) return Unexpected(std::move(agreed).error());
    if (!*agreed) return ExitCode::negative;
  }
  return remove_all(*store, sessions, run);
}

struct PruneArgs {
  std::string older_than;
  bool yes = false;
  bool dry_run = false;
};

struct PrunePlan {
  std::chrono::milliseconds age{0};
  std::string age_text;
  bool yes = false;
  bool dry_run = false;
};

void bind_prune(OptionTable& app, PruneArgs& args) {
  app.add_option("--older-than", args.older_than, "Since the last turn: 90d, 12w, 36h")
      .value_name("TIME")
      .required();
  app.add_flag("--yes", args.yes, "Do not ask");
  app.add_flag("--dry-run", args.dry_run, "Only say which");
}

// Days and weeks, which a time limit of a request has no need of.
Result<std::chrono::milliseconds> parse_age(const std::string& text) {
  const bool days = text.ends_with('d');
  if (!days && !text.ends_with('w')) return parse_duration(text);
  int number = 0;
  const char* const end = text.data() + text.size() - 1;
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || number < 0 || number > 10'000)
    return Unexpected(Error(Errc::usage, "\"" + text + "\" is no age", "90d, 12w or 36h are"));
  return std::chrono::milliseconds(std::chrono::hours(24 * (days ? 1 : 7) * number));
}

Result<PrunePlan> plan_prune(const PruneArgs& args) {
  auto age = parse_age(args.older_than);
  if (!age) return Unexpected(std::move(age).error());
  return PrunePlan{*age, args.older_than, args.yes, args.dry_run};
}

Result<ExitCode> execute_prune(const PrunePlan& plan, Run run) {
  auto store = open_sessions(run);
  if (!store) return Unexpected(std::move(store).error());
  SessionFilter filter;
  filter.updated_before = run.services.clock.wall_now() - plan.age;
  filter.unnamed = true;
  auto sessions = store->list(filter);
  if (!sessions) return Unexpected(std::move(sessions).error());
  if (plan.dry_run) {
    std::string text;
    for (const SessionInfo& session : *sessions) text += session.handle() + "\n";
    return print(text, run);
  }
  if (!plan.yes && !sessions->empty()) {
    auto agreed = confirm(fmt::format("remove {} without a name, older than {}, for good?",
                                      count_text(sessions->size()), plan.age_text),
                          run);
    if (!agreed) return Unexpected(std::move(agreed).error());
    if (!*agreed) return ExitCode::negative;
  }
  return remove_all(*store, *sessions, run);
}

}  // namespace

const CommandEntry kSessionsRemoveCommand = {
    "sessions rm",
    "sessions remove",
    "Sessions",
    "Forget sessions for good",
    false,
    Needs::config,
    &bind_command<RemoveArgs, &bind_remove, &plan_remove, &execute_remove>};

const CommandEntry kSessionsPruneCommand = {
    "sessions prune",
    "",
    "Sessions",
    "Forget old sessions that have no name",
    false,
    Needs::config,
    &bind_command<PruneArgs, &bind_prune, &plan_prune, &execute_prune>};

}  // namespace llamero
