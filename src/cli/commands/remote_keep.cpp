// llamero remote use, rename and rm: which remotes there are.
#include "cli/commands/commands.h"
#include "cli/message.h"
#include "config/remote_store.h"

namespace llamero {
namespace {

RemoteStore store_of(Run run) {
  return {run.services.files, run.services.env, run.settings.paths};
}

struct UseArgs {
  std::string name;
  bool none = false;
};

void bind_use(OptionTable& app, UseArgs& args) {
  app.add_option("NAME", args.name, "Name of the remote");
  app.add_flag("--none", args.none, "No remote is the default any more");
}

Result<UseArgs> plan_use(const UseArgs& args) {
  if (args.none != args.name.empty())
    return Unexpected(Error(Errc::usage, "either a NAME or --none is needed"));
  return args;
}

Result<ExitCode> execute_use(const UseArgs& plan, Run run) {
  const RemoteStore store = store_of(run);
  if (!plan.none) {
    // A name that does not work would stop every later command.
    if (auto remote = store.read(plan.name, run.interrupts); !remote)
      return Unexpected(std::move(remote).error());
  }
  auto chosen = store.set_default(plan.none ? std::nullopt : std::optional(plan.name));
  if (!chosen) return Unexpected(std::move(chosen).error());
  for (const char* variable : {"LLAMERO_HOST", "LLAMERO_REMOTE", "OLLAMA_HOST"}) {
    if (!plan.none && run.services.env.non_empty(variable))
      say_warning(run.services.err, run.settings,
                  std::string(variable) + " is set and wins over it");
  }
  return ExitCode::ok;
}

struct RenameArgs {
  std::string from;
  std::string to;
};

void bind_rename(OptionTable& app, RenameArgs& args) {
  app.add_option("OLD", args.from, "Name of the remote").required();
  app.add_option("NEW", args.to, "Its new name").required();
}

Result<RenameArgs> plan_rename(const RenameArgs& args) {
  if (auto good = check_remote_name(args.from); !good) return Unexpected(std::move(good).error());
  if (auto good = check_remote_name(args.to); !good) return Unexpected(std::move(good).error());
  return args;
}

Result<ExitCode> execute_rename(const RenameArgs& plan, Run run) {
  const RemoteStore store = store_of(run);
  auto chosen = store.default_name(run.interrupts);
  if (!chosen) return Unexpected(std::move(chosen).error());
  if (auto renamed = store.rename(plan.from, plan.to); !renamed)
    return Unexpected(std::move(renamed).error());
  if (*chosen != plan.from) return ExitCode::ok;
  if (auto moved = store.set_default(plan.to); !moved) return Unexpected(std::move(moved).error());
  return ExitCode::ok;
}

struct RemoveArgs {
  std::vector<std::string> names;
};

void bind_remove(OptionTable& app, RemoveArgs& args) {
  app.add_option("NAME", args.names, "Names of remotes").required();
}

Result<RemoveArgs> plan_remove(const RemoveArgs& args) {
  for (const std::string& name : args.names) {
    if (auto good = check_remote_name(name); !good) return Unexpected(std::move(good).error());
  }
  return args;
}

Result<ExitCode> execute_remove(const RemoveArgs& plan, Run run) {
  const RemoteStore store = store_of(run);
  for (const std::string& name : plan.names) {
    const auto remote = store.read(name, run.interrupts);  // a broken file can be removed too
    if (auto removed = store.remove(name); !removed) return Unexpected(std::move(removed).error());
    for (const std::string& file :
         remote ? store.kept_secrets(*remote) : std::vector<std::string>()) {
      if (!run.services.files.exists(file)) continue;
      if (auto removed = run.services.files.remove(file); !removed)
        return Unexpected(std::move(removed).error());
    }
    auto chosen = store.default_name(run.interrupts);
    if (!chosen || *chosen != name) continue;
    if (auto cleared = store.set_default(std::nullopt); !cleared)
      return Unexpected(std::move(cleared).error());
    say_note(run.services.err, run.settings, name + " was the default; there is none now");
  }
  return ExitCode::ok;
}

}  // namespace

const CommandEntry kRemoteUseCommand = {"remote use",
                                        "",
                                        "Servers",
                                        "Make a named server the default",
                                        false,
                                        Needs::nothing,
                                        &bind_command<UseArgs, &bind_use, &plan_use, &execute_use>};

const CommandEntry kRemoteRenameCommand = {
    "remote rename",
    "",
    "Servers",
    "Give a named server another name",
    false,
    Needs::nothing,
    &bind_command<RenameArgs, &bind_rename, &plan_rename, &execute_rename>};

const CommandEntry kRemoteRemoveCommand = {
    "remote rm",
    "remote remove",
    "Servers",
    "Forget named servers, and the secrets kept for them",
    false,
    Needs::nothing,
    &bind_command<RemoveArgs, &bind_remove, &plan_remove, &execute_remove>};

}  // namespace llamero
