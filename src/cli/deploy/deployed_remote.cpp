#include "cli/deploy/deployed_remote.h"

#include "cli/message.h"
#include "config/deploy_table.h"
#include "config/remote_store.h"

#include <filesystem>

namespace llamero {
namespace {

// What the file has to say that the way to the server does not tell.
DeploySpec kept_spec(const ChosenDeployment& chosen) {
  DeploySpec spec = chosen.spec;
  if (!spec.open && chosen.target.kind != DeployTarget::Kind::socket) spec.target.clear();
  if (spec.open && chosen.target.kind == DeployTarget::Kind::ssh)
    spec.target = "ssh://" + chosen.target.ssh.text();
  if (spec.open && chosen.target.kind == DeployTarget::Kind::local) spec.target = "local";
  return spec;
}

Remote described(const ChosenDeployment& chosen) {
  Remote remote;
  remote.name = chosen.remote_name;
  if (chosen.spec.open) {
    remote.url = Url{"https", "", chosen.spec.open.host, chosen.spec.open.https_port, ""};
  } else if (chosen.target.kind == DeployTarget::Kind::ssh) {
    remote.ssh = chosen.target.ssh;
    remote.port = chosen.spec.port;
  } else {
    remote.url = Url{"http", "", "127.0.0.1", chosen.spec.port, ""};
  }
  remote.deploy = kept_spec(chosen);
  return remote;
}

// A folder of settings that is kept in git takes the token along with the next commit.
void warn_of_git(const std::string& file, Run run) {
  for (std::filesystem::path folder = std::filesystem::path(file).parent_path();
       folder.has_relative_path(); folder = folder.parent_path()) {
    if (!run.services.files.exists((folder / ".git").string())) continue;
    say_danger(run.services.err, file + " holds a token and lies in a git work tree (" +
                                     folder.string() + "): keep it out of its commits");
    return;
  }
}

// The file of a secret of the remote that is there, or a new one.
Result<std::string> keep_secret(const std::string& there, std::string_view kind,
                                const std::string& text, const RemoteStore& store,
                                const std::string& name, Run run) {
  const bool ours = there.starts_with(store.paths().remotes_dir + "/");
  std::string file = ours ? there : store.new_secret_file(name, kind);
  if (auto written = run.services.files.write(file, text, FileSystem::Access::owner); !written)
    return Unexpected(std::move(written).error());
  return file;
}

// A file that somebody wrote is never changed: it has to name the token by itself.
bool names_no_token(const Remote& remote) {
  return !remote.file.empty() && !remote.token;
}

Result<void> keep_access(const FrontAccess& access, const RemoteStore& store, Remote& remote,
                         Run run) {
  if (names_no_token(remote)) {
    say_note(
        run.services.err, run.settings,
        "the remote " + remote.name + " names no token_file: llamero remote edit " + remote.name);
    return {};
  }
  if (!access.token.empty()) {
    auto file = keep_secret(remote.token.file, "token", access.token.reveal() + "\n", store,
                            remote.name, run);
    if (!file) return Unexpected(std::move(file).error());
    remote.token.file = *file;
    warn_of_git(*file, run);
  }
  if (access.authority.empty()) return {};
  auto file = keep_secret(remote.ca_file, "ca.pem", access.authority, store, remote.name, run);
  if (!file) return Unexpected(std::move(file).error());
  remote.ca_file = *file;
  return {};
}

void tell_difference(const ChosenDeployment& chosen, const std::string& file, Run run) {
  ChosenDeployment written = chosen;
  written.spec = *chosen.remote->deploy;
  if (deploy_table_text(kept_spec(chosen)) == deploy_table_text(kept_spec(written))) return;
  if (written.spec.image != chosen.spec.image) {
    say_note(run.services.err, run.settings,
             file + " still says image = \"" + written.spec.image +
                 "\": write the new one there (llamero remote edit " + chosen.remote_name +
                 "), or the next up goes back to it");
    return;
  }
  say_note(run.services.err, run.settings,
           file +
               " says otherwise in its [deploy], and the next up without these flags follows it; "
               "llamero remote edit " +
               chosen.remote_name + " changes it");
}

}  // namespace

Result<void> keep_remote(const ChosenDeployment& chosen, const FrontAccess& access, Run run) {
  const RemoteStore store(run.services.files, run.services.env, run.settings.paths);
  const std::string file = store.file_of(chosen.remote_name);
  Remote remote = chosen.remote.value_or(described(chosen));
  if (chosen.spec.open) {
    if (auto kept = keep_access(access, store, remote, run); !kept) return kept;
  }
  if (chosen.remote && chosen.remote->deploy) {
    tell_difference(chosen, file, run);
    return {};
  }
  std::string text;
  if (chosen.remote) {
    auto there = store.text(chosen.remote_name, run.interrupts);
    if (!there) return Unexpected(std::move(there).error());
    text = *there + (there->ends_with('\n') || there->empty() ? "" : "\n") +
           deploy_table_text(kept_spec(chosen));
  } else {
    text = remote_text(remote);
  }
  if (auto parsed = parse_remote(chosen.remote_name, file, text, run.services.env); !parsed)
    return Unexpected(std::move(parsed).error());
  if (auto written = store.write(chosen.remote_name, text); !written) return written;
  say_note(run.services.err, run.settings,
           "remote " + chosen.remote_name + " is " + remote.target() + ", in " + file);
  return {};
}

}  // namespace llamero
