// llamero remote connect and disconnect NAME: one tunnel for many commands.
#include "cli/commands/commands.h"
#include "cli/message.h"
#include "config/remote_store.h"
#include "engine/shared_tunnel.h"

namespace llamero {
namespace {

struct TunnelArgs {
  std::string name;
};

void bind(OptionTable& app, TunnelArgs& args) {
  app.add_option("NAME", args.name, "Name of a remote over ssh").required();
}

Result<TunnelArgs> plan(const TunnelArgs& args) {
  if (auto good = check_remote_name(args.name); !good) return Unexpected(std::move(good).error());
  return args;
}

Result<SharedTunnel> tunnel_of(const std::string& name, Run run) {
  const RemoteStore store(run.services.files, run.services.env, run.settings.paths);
  auto remote = store.read(name, run.interrupts);
  if (!remote) return Unexpected(std::move(remote).error());
  if (!remote->ssh) {
    return Unexpected(
        Error(Errc::usage, "remote " + name + " is " + remote->target() + ": it needs no tunnel"));
  }
  return SharedTunnel(run.services.transport, run.services.processes, run.services.env, name,
                      {*remote->ssh, remote->port});
}

Result<ExitCode> execute_connect(const TunnelArgs& plan, Run run) {
  auto tunnel = tunnel_of(plan.name, run);
  if (!tunnel) return Unexpected(std::move(tunnel).error());
  auto opened =
      tunnel->connect(can_ask_on_terminal(), run.settings.connect_timeout, run.interrupts);
  if (!opened) return Unexpected(std::move(opened).error());
  say_note(run.services.err, run.settings,
           "the tunnel of " + plan.name + (*opened ? " is open" : " was open already"));
  return ExitCode::ok;
}

Result<ExitCode> execute_disconnect(const TunnelArgs& plan, Run run) {
  auto tunnel = tunnel_of(plan.name, run);
  if (!tunnel) return Unexpected(std::move(tunnel).error());
  auto closed = tunnel->disconnect(run.interrupts);
  if (!closed) return Unexpected(std::move(closed).error());
  say_note(run.services.err, run.settings,
           "the tunnel of " + plan.name + (*closed ? " is closed" : " was not open"));
  return ExitCode::ok;
}

}  // namespace

const CommandEntry kRemoteConnectCommand = {
    "remote connect",
    "",
    "Servers",
    "Open a tunnel that later commands use",
    false,
    Needs::config,
    &bind_command<TunnelArgs, &bind, &plan, &execute_connect>};

const CommandEntry kRemoteDisconnectCommand = {
    "remote disconnect",
    "",
    "Servers",
    "Close the tunnel of `remote connect`",
    false,
    Needs::config,
    &bind_command<TunnelArgs, &bind, &plan, &execute_disconnect>};

}  // namespace llamero
