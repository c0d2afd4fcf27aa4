#include "cli/deploy/chosen_deployment.h"

#include "cli/message.h"
#include "config/remote_store.h"

namespace llamero {
namespace {

bool is_loopback(const Url& url) {
  return url.host == "127.0.0.1" || url.host == "localhost" || url.host == "::1";
}

// The machine that a remote leads to; empty: its way does not tell.
std::string target_of(const Remote& remote) {
  if (remote.ssh) return "ssh://" + remote.ssh->text();
  if (remote.url && is_loopback(*remote.url)) return "local";
  return "";
}

Result<std::optional<Remote>> find_remote(const RemoteStore& store, bool named_target,
                                          RemoteName wanted, Run run) {
  auto name = run.settings.server_flags.remote;
  if (!name) name = run.services.env.non_empty("LLAMERO_REMOTE");
  const bool by_default = !name && !named_target;
  if (by_default) {
    auto chosen = store.default_name(run.interrupts);
    if (!chosen) return Unexpected(std::move(chosen).error());
    name = *std::move(chosen);
  }
  if (!name) return std::optional<Remote>();
  if (auto good = check_remote_name(*name); !good) return Unexpected(std::move(good).error());
  if (wanted == RemoteName::may_be_new && !run.services.files.exists(store.file_of(*name))) {
    Remote fresh;
    fresh.name = *name;
    return std::optional(std::move(fresh));
  }
  auto remote = store.read(*name, run.interrupts);
  if (!remote) return Unexpected(std::move(remote).error());
  if (by_default && !remote->deploy) return std::optional<Remote>();
  return std::optional(*std::move(remote));
}

// A name for the remote of a machine that was given without one.
std::string name_for(const DeployTarget& target) {
  if (target.kind != DeployTarget::Kind::ssh) return "local";
  std::string name;
  for (const char c : target.ssh.host) name += c == ':' ? '-' : c;
  return check_remote_name(name) ? name : "server";
}

Error leads_elsewhere(const ChosenDeployment& chosen) {
  const Remote& remote = *chosen.remote;
  const bool same_host = remote.ssh && chosen.target.kind == DeployTarget::Kind::ssh &&
                         !chosen.spec.open && remote.ssh->text() == chosen.target.ssh.text();
  if (same_host) {
    return {Errc::usage,
            "the remote " + chosen.remote_name + " leads to port " + std::to_string(remote.port) +
                " of " + remote.ssh->text() + ", and the deployment is for port " +
                std::to_string(chosen.spec.port),
            "make port the same twice: llamero remote edit " + chosen.remote_name};
  }
  return {Errc::usage,
          "the remote " + chosen.remote_name + " leads to " + chosen.remote->target() +
              ", not to " +
              (chosen.spec.open ? "https://" + chosen.spec.open.host : chosen.target.text),
          "--remote NAME gives this one a name of its own"};
}

// A remote that is there must lead to what is deployed; `up` never turns it elsewhere.
bool leads_there(const ChosenDeployment& chosen) {
  const Remote& remote = *chosen.remote;
  const DeploySpec& spec = chosen.spec;
  if (spec.open)
    return remote.url && remote.url->host == spec.open.host &&
           remote.url->port == spec.open.https_port;
  if (chosen.target.kind == DeployTarget::Kind::ssh) {
    return remote.ssh && remote.ssh->text() == chosen.target.ssh.text() && remote.port == spec.port;
  }
  return remote.url && is_loopback(*remote.url) && remote.url->port == spec.port;
}

}  // namespace

Result<ChosenDeployment> choose_deployment(const ApplyFlags& apply, RemoteName name, Run run) {
  if (run.settings.server_flags.host) {
    return Unexpected(Error(Errc::usage, "--host names a server, not the machine that it is put on",
                            "--remote NAME, or --target ssh://user@host"));
  }
  const RemoteStore store(run.services.files, run.services.env, run.settings.paths);
  DeploySpec flags;
  if (auto applied = apply(flags); !applied) return Unexpected(std::move(applied).error());
  auto remote = find_remote(store, !flags.target.empty(), name, run);
  if (!remote) return Unexpected(std::move(remote).error());
  ChosenDeployment chosen;
  if (*remote && (*remote)->deploy) chosen.spec = *(*remote)->deploy;
  if (*remote && !(*remote)->file.empty() && !(*remote)->deploy && (*remote)->ssh)
    chosen.spec.port = (*remote)->port;
  if (auto applied = apply(chosen.spec); !applied) return Unexpected(std::move(applied).error());
  std::string where = chosen.spec.target;
  if (where.empty() && *remote && !(*remote)->file.empty()) where = target_of(**remote);
  if (where.empty() && *remote && !(*remote)->file.empty()) {
    return Unexpected(Error(
        Errc::usage, "the remote " + (*remote)->name + " does not tell which machine it is on",
        "--target ssh://user@host, or target = … in its [deploy]"));
  }
  auto target = parse_deploy_target(where.empty() ? "local" : where, run.services.env,
                                    run.services.files, run.interrupts);
  if (!target) return Unexpected(std::move(target).error());
  chosen.target = *std::move(target);
  chosen.remote_name = *remote ? (*remote)->name : name_for(chosen.target);
  if (!*remote && run.services.files.exists(store.file_of(chosen.remote_name))) {
    auto there = store.read(chosen.remote_name, run.interrupts);
    if (!there) return Unexpected(std::move(there).error());
    *remote = *std::move(there);
    // A later `up` with the same flags is about the same deployment.
    if ((*remote)->deploy) {
      chosen.spec = *(*remote)->deploy;
      if (auto applied = apply(chosen.spec); !applied)
        return Unexpected(std::move(applied).error());
    }
  }
  if (*remote && !(*remote)->file.empty()) {
    chosen.remote = **std::move(remote);
    if (!leads_there(chosen)) return Unexpected(leads_elsewhere(chosen));
  }
  if (const auto host = run.services.env.non_empty("DOCKER_HOST");
      host && chosen.target.kind == DeployTarget::Kind::local) {
    say_note(run.services.err, run.settings,
             "DOCKER_HOST=" + *host + " is not followed; --target names another machine");
  }
  return chosen;
}

}  // namespace llamero
