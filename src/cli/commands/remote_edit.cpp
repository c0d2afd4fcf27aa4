// llamero remote edit NAME: changes a remote's file, which stays as it was until the new text is
// right.
#include "cli/commands/commands.h"
#include "cli/editing.h"
#include "cli/message.h"
#include "config/remote_store.h"

namespace llamero {
namespace {

constexpr std::size_t kMaxFile = 1024 * 1024;

struct EditArgs {
  std::string name;
};

void bind(OptionTable& app, EditArgs& args) {
  app.add_option("NAME", args.name, "Name of the remote").required();
}

Result<EditArgs> plan(const EditArgs& args) {
  if (auto good = check_remote_name(args.name); !good) return Unexpected(std::move(good).error());
  return args;
}

Result<ExitCode> execute(const EditArgs& plan, Run run) {
  const RemoteStore store(run.services.files, run.services.env, run.settings.paths);
  FileSystem& files = run.services.files;
  auto before = store.text(plan.name, run.interrupts);
  if (!before) return Unexpected(std::move(before).error());
  // No name of a remote begins with a dot, so the copy is never taken for one.
  const std::string copy = run.settings.paths.remotes_dir + "/." + plan.name + ".toml";
  if (!files.exists(copy)) {
    if (auto written = files.write(copy, *before, FileSystem::Access::owner); !written)
      return Unexpected(std::move(written).error());
  }
  if (auto edited = edit_file(copy, run); !edited) return Unexpected(std::move(edited).error());
  auto text = files.read(copy, kMaxFile, run.interrupts);
  if (!text) return Unexpected(std::move(text).error());
  if (auto parsed = parse_remote(plan.name, copy, *text, run.services.env); !parsed) {
    Error error = std::move(parsed).error();
    if (!error.hint.empty()) error.hint += "; ";
    error.hint +=
        "nothing was changed; llamero remote edit " + plan.name + " goes on with this text";
    return Unexpected(std::move(error));
  }
  if (auto written = store.write(plan.name, *text); !written)
    return Unexpected(std::move(written).error());
  if (auto removed = files.remove(copy); !removed) return Unexpected(std::move(removed).error());
  say_note(run.services.err, run.settings,
           *text == *before ? "nothing was changed" : "remote " + plan.name + " is changed");
  return ExitCode::ok;
}

}  // namespace

const CommandEntry kRemoteEditCommand = {"remote edit",
                                         "",
                                         "Servers",
                                         "Change a named server in the editor",
                                         false,
                                         Needs::nothing,
                                         &bind_command<EditArgs, &bind, &plan, &execute>};

}  // namespace llamero
