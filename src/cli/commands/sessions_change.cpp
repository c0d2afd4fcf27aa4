// llamero sessions rename, tag and fork.
#include "cli/commands/commands.h"
#include "cli/message.h"
#include "cli/print.h"
#include "cli/sessions_access.h"
#include "store/session_name.h"

#include <fmt/format.h>

namespace llamero {
namespace {

// The store and the session in it that a command is about.
struct Found {
  SessionStore store;
  SessionInfo session;
};

Result<Found> find(const std::string& handle, Run run) {
  auto store = open_sessions(run);
  if (!store) return Unexpected(std::move(store).error());
  auto session = store->find(handle);
  if (!session) return Unexpected(std::move(session).error());
  return Found{*std::move(store), *std::move(session)};
}

struct RenameArgs {
  std::string session;
  std::string name;
  bool none = false;
};

void bind_rename(OptionTable& app, RenameArgs& args) {
  app.add_option("SESSION", args.session, "Name or number of a session").required();
  const OptionSpec name = app.add_option("NAME", args.name, "Its new name");
  app.add_flag("--none", args.none, "Take its name away").excludes(name);
}

Result<RenameArgs> plan_rename(const RenameArgs& args) {
  if (args.none) return args;
  if (auto good = check_session_name(args.name); !good) return Unexpected(std::move(good).error());
  return args;
}

Result<ExitCode> execute_rename(const RenameArgs& plan, Run run) {
  auto found = find(plan.session, run);
  if (!found) return Unexpected(std::move(found).error());
  if (auto done = found->store.rename(found->session.id, plan.name); !done)
    return Unexpected(std::move(done).error());
  return ExitCode::ok;
}

struct TagArgs {
  std::string session;
  std::vector<std::string> tags;
  bool remove = false;
};

void bind_tag(OptionTable& app, TagArgs& args) {
  app.add_option("SESSION", args.session, "Name or number of a session").required();
  app.add_option("TAG", args.tags, "Words to file it under").required();
  app.add_flag("--remove", args.remove, "Take these tags away");
}

Result<TagArgs> plan_tag(const TagArgs& args) {
  for (const std::string& tag : args.tags) {
    if (auto good = check_session_tag(tag); !good) return Unexpected(std::move(good).error());
  }
  return args;
}

Result<ExitCode> execute_tag(const TagArgs& plan, Run run) {
  auto found = find(plan.session, run);
  if (!found) return Unexpected(std::move(found).error());
  for (const std::string& tag : plan.tags) {
    if (!plan.remove) {
      if (auto done = found->store.add_tag(found->session.id, tag); !done)
        return Unexpected(std::move(done).error());
      continue;
    }
    auto had = found->store.remove_tag(found->session.id, tag);
    if (!had) return Unexpected(std::move(had).error());
    if (!*had)
      say_note(run.services.err, run.settings,
               "session " + found->session.handle() + " had no tag " + tag);
  }
  return ExitCode::ok;
}

struct ForkArgs {
  std::string session;
  std::string name;
  std::optional<std::int64_t> turns;
};

void bind_fork(OptionTable& app, ForkArgs& args) {
  app.add_option("SESSION", args.session, "Name or number of a session").required();
  app.add_option("NAME", args.name, "Name of the new session; none: it has a number only");
  app.add_option("--turns", args.turns, "Take only so many turns along; two for each question")
      .value_name("N");
}

Result<ForkArgs> plan_fork(const ForkArgs& args) {
  if (args.turns && *args.turns < 0)
    return Unexpected(Error(Errc::usage, "--turns must be 0 or more"));
  if (args.name.empty()) return args;
  if (auto good = check_session_name(args.name); !good) return Unexpected(std::move(good).error());
  return args;
}

Result<ExitCode> execute_fork(const ForkArgs& plan, Run run) {
  auto found = find(plan.session, run);
  if (!found) return Unexpected(std::move(found).error());
  auto fork = found->store.fork(found->session.id, plan.turns.value_or(found->session.turns),
                                plan.name, run.services.clock.wall_now());
  if (!fork) return Unexpected(std::move(fork).error());
  if (run.settings.json) return print(fmt::format("{{\"id\":{}}}\n", *fork), run);
  return print(fmt::format("{}\n", plan.name.empty() ? std::to_string(*fork) : plan.name), run);
}

}  // namespace

const CommandEntry kSessionsRenameCommand = {
    "sessions rename",
    "",
    "Sessions",
    "Give a session a name",
    false,
    Needs::config,
    &bind_command<RenameArgs, &bind_rename, &plan_rename, &execute_rename>};

const CommandEntry kSessionsTagCommand = {
    "sessions tag",
    "",
    "Sessions",
    "File a session under some words",
    false,
    Needs::config,
    &bind_command<TagArgs, &bind_tag, &plan_tag, &execute_tag>};

const CommandEntry kSessionsForkCommand = {
    "sessions fork",
    "",
    "Sessions",
    "Copy a session, to go on in another way",
    true,
    Needs::config,
    &bind_command<ForkArgs, &bind_fork, &plan_fork, &execute_fork>};

}  // namespace llamero
