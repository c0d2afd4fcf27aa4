#include "process/ssh_command.h"

namespace llamero {
namespace {

using Argv = std::vector<std::string>;

void add_option(Argv& argv, std::string option) {
  argv.emplace_back("-o");
  argv.push_back(std::move(option));
}

// Only numbers, and paths that we made, may stand before "--"; what a person wrote stands after it.
void add_destination(Argv& argv, const SshDestination& destination) {
  if (destination.port != 0) {
    argv.emplace_back("-p");
    argv.push_back(std::to_string(destination.port));
  }
  argv.emplace_back("--");
  argv.push_back(destination.argument());
}

void add_login_options(Argv& argv, const SshLogin& login) {
  if (!login.may_ask) add_option(argv, "BatchMode=yes");
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(login.connect_timeout).count();
  if (seconds > 0) add_option(argv, "ConnectTimeout=" + std::to_string(seconds));
  // A link that died silently is noticed after 15 s; while a model thinks, the far sshd answers.
  add_option(argv, "ServerAliveInterval=5");
  add_option(argv, "ServerAliveCountMax=3");
  // What ssh says about a forwarding is of this level, and it is how we name a failure.
  add_option(argv, "LogLevel=INFO");
  // What a config may ask for in a session of a person has no place in a tunnel.
  add_option(argv, "PermitLocalCommand=no");
  add_option(argv, "RemoteCommand=none");
  add_option(argv, "ForwardAgent=no");
  add_option(argv, "ForwardX11=no");
  add_option(argv, "Tunnel=no");
}

void add_socket_options(Argv& argv) {
  add_option(argv, "ExitOnForwardFailure=yes");
  add_option(argv, "StreamLocalBindUnlink=yes");
  add_option(argv, "StreamLocalBindMask=0177");
}

// ssh logs in by itself where no master answers. The command of a proxy that fails forbids that,
// and means nothing to a master that is there.
void add_only_by_master(Argv& argv) {
  add_option(argv, "BatchMode=yes");
  add_option(argv, "ControlMaster=no");
  add_option(argv, "ProxyCommand=false");
}

// ClearAllForwardings, which would drop those of the config, drops the one that we ask for too.
void add_forward(Argv& argv, const SshForward& forward) {
  add_socket_options(argv);
  argv.emplace_back("-L");
  argv.push_back(forward.socket + ":127.0.0.1:" + std::to_string(forward.port));
}

}  // namespace

Argv ssh_tunnel_command(const SshLogin& login, const SshForward& forward) {
  Argv argv = {"ssh", "-N", "-T"};
  add_login_options(argv, login);
  // Not through somebody's master: its end would be ours, and its words do not come to us.
  add_option(argv, "ControlMaster=no");
  add_option(argv, "ControlPath=none");
  add_forward(argv, forward);
  add_destination(argv, login.destination);
  return argv;
}

Argv ssh_master_command(const SshLogin& login, const SshForward& forward,
                        const std::string& control) {
  Argv argv = {"ssh", "-M", "-S", control, "-f", "-N", "-T"};
  add_login_options(argv, login);
  add_option(argv, "ControlPersist=no");
  add_forward(argv, forward);
  add_destination(argv, login.destination);
  return argv;
}

Argv ssh_link_command(const SshLogin& login, const std::string& control) {
  Argv argv = {"ssh", "-M", "-S", control, "-N", "-T"};
  add_login_options(argv, login);
  add_option(argv, "ControlPersist=no");
  add_socket_options(argv);
  add_destination(argv, login.destination);
  return argv;
}

Argv ssh_session_command(const SshDestination& destination, const std::string& control,
                         const std::string& command) {
  Argv argv = {"ssh", "-S", control, "-T"};
  add_only_by_master(argv);
  add_option(argv, "RemoteCommand=none");
  add_destination(argv, destination);
  argv.push_back(command);
  return argv;
}

Argv ssh_forward_request(const SshDestination& destination, const std::string& control,
                         const std::string& local, const std::string& remote) {
  Argv argv = {"ssh", "-S", control, "-O", "forward"};
  add_option(argv, "BatchMode=yes");
  argv.emplace_back("-L");
  argv.push_back(local + ":" + remote);
  add_destination(argv, destination);
  return argv;
}

Argv ssh_master_request(const SshDestination& destination, const std::string& control,
                        MasterRequest request) {
  Argv argv = {"ssh", "-S", control, "-O", request == MasterRequest::check ? "check" : "exit"};
  add_option(argv, "BatchMode=yes");
  add_destination(argv, destination);
  return argv;
}

}  // namespace llamero
