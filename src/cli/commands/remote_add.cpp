// llamero remote add NAME: a file that describes a server.
#include "cli/commands/commands.h"
#include "cli/message.h"
#include "cli/remote_flags.h"
#include "config/remote_store.h"

namespace llamero {
namespace {

constexpr std::size_t kMaxSecret = 64 * 1024;

struct AddArgs {
  std::string name;
  RemoteArgs remote;
  bool use = false;
  bool force = false;
};

struct AddPlan {
  Remote remote;
  std::string stdin_kind;  // "token", "password", or empty: nothing is read
  bool use = false;
  bool force = false;
};

void bind(OptionTable& app, AddArgs& args) {
  app.add_option("NAME", args.name, "Name of the remote").required();
  bind_remote(app, args.remote);
  app.add_flag("--use", args.use, "Make it the default, as `remote use` does");
  app.add_flag("--force", args.force, "Replace a remote of that name");
}

Result<AddPlan> plan(const AddArgs& args) {
  auto remote = describe_remote(args.name, args.remote);
  if (!remote) return Unexpected(std::move(remote).error());
  AddPlan plan{*std::move(remote), "", args.use, args.force};
  if (args.remote.token_stdin) plan.stdin_kind = "token";
  if (args.remote.password_stdin) plan.stdin_kind = "password";
  return plan;
}

Result<std::string> secret_from_stdin(const AddPlan& plan, Run run) {
  if (run.services.tty.stdin_tty) {
    return Unexpected(Error(
        Errc::usage, "the " + plan.stdin_kind + " comes through a pipe, so that it is not seen",
        "pass show llm | llamero remote add " + plan.remote.name + " …"));
  }
  auto text = run.services.in.read_all(kMaxSecret, run.interrupts, [] {});
  if (!text) return text;
  std::string line = text->substr(0, text->find('\n'));
  if (line.ends_with('\r')) line.pop_back();
  if (line.empty() ||
      (text->find('\n') != std::string::npos && text->find('\n') + 1 != text->size())) {
    return Unexpected(Error(Errc::usage, "standard input must hold the " + plan.stdin_kind +
                                             " on one line, and nothing else"));
  }
  return line;
}

// Reads the text back as every later command will, so that nothing is stored that cannot be used.
Result<std::string> checked_text(const Remote& remote, const RemoteStore& store, const Env& env) {
  std::string text = remote_text(remote);
  if (auto parsed = parse_remote(remote.name, store.file_of(remote.name), text, env); !parsed)
    return Unexpected(std::move(parsed).error());
  return text;
}

// The secret is written before the file that names it: a remote never points to nothing.
Result<void> keep_secret(const AddPlan& plan, const RemoteStore& store, Remote& remote, Run run) {
  if (plan.stdin_kind.empty()) return {};
  auto secret = secret_from_stdin(plan, run);
  if (!secret) return Unexpected(std::move(secret).error());
  SecretSource& source = plan.stdin_kind == "token" ? remote.token : remote.basic->password;
  source.file = store.new_secret_file(remote.name, plan.stdin_kind);
  if (auto text = checked_text(remote, store, run.services.env); !text)
    return Unexpected(std::move(text).error());
  return run.services.files.write(source.file, *secret + "\n", FileSystem::Access::owner);
}

// What was kept for the remote that --force replaced.
void drop_secrets(const std::vector<std::string>& kept, Run run) {
  for (const std::string& file : kept) {
    if (auto removed = run.services.files.remove(file); !removed)
      say_warning(run.services.err, run.settings, removed.error().message);
  }
}

Result<ExitCode> execute(const AddPlan& plan, Run run) {
  const RemoteStore store(run.services.files, run.services.env, run.settings.paths);
  Remote remote = plan.remote;
  std::vector<std::string> kept_before;
  if (run.services.files.exists(store.file_of(remote.name))) {
    if (!plan.force) {
      return Unexpected(Error(Errc::usage, "there is a remote \"" + remote.name + "\" already",
                              "--force replaces it, llamero remote edit changes it"));
    }
    if (const auto before = store.read(remote.name, run.interrupts))
      kept_before = store.kept_secrets(*before);
  }
  if (auto kept = keep_secret(plan, store, remote, run); !kept)
    return Unexpected(std::move(kept).error());
  auto text = checked_text(remote, store, run.services.env);
  if (!text) return Unexpected(std::move(text).error());
  if (auto written = store.write(remote.name, *text); !written)
    return Unexpected(std::move(written).error());
  drop_secrets(kept_before, run);
  if (plan.use) {
    if (auto chosen = store.set_default(remote.name); !chosen)
      return Unexpected(std::move(chosen).error());
  }
  say_note(
      run.services.err, run.settings,
      "remote " + remote.name + " is " + remote.target() + ", in " + store.file_of(remote.name));
  return ExitCode::ok;
}

}  // namespace

const CommandEntry kRemoteAddCommand = {"remote add",
                                        "",
                                        "Servers",
                                        "Describe a server under a name",
                                        false,
                                        Needs::nothing,
                                        &bind_command<AddArgs, &bind, &plan, &execute>};

}  // namespace llamero
