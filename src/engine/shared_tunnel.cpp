#include "engine/shared_tunnel.h"

#include "base/unique_fd.h"
#include "engine/tunnel_probe.h"
#include "process/shared_tunnel_paths.h"
#include "process/socket_folder.h"
#include "process/ssh_command.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

namespace llamero {
namespace {

// A person may need a while for a passphrase; ssh's own ConnectTimeout covers the rest.
constexpr std::chrono::hours kTimeToAsk{1};
// What ssh may add to the limit of a login: the limit is per address, and counts no authentication.
constexpr Milliseconds kTimeToLogIn{20'000};
constexpr Milliseconds kTimeToObey{5'000};

// Two commands at once would start two masters. The file stays: removing a lock that somebody waits
// for would hand it out twice.
Result<UniqueFd> take_lock(const std::string& path, const std::string& remote) {
  UniqueFd fd(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
  if (fd && flock(fd.get(), LOCK_EX | LOCK_NB) == 0) return fd;
  return Unexpected(Error(Errc::tunnel_failed,
                          "the tunnel of \"" + remote + "\" is being opened or closed just now",
                          "try again when the other command has ended"));
}

void remove_sockets(const SharedTunnelPaths& paths) {
  unlink(paths.socket.c_str());
  unlink(paths.control.c_str());
}

}  // namespace

Result<bool> SharedTunnel::is_open() const {
  const auto paths = shared_tunnel_paths(env_, remote_, place_);
  if (!paths) return Unexpected(paths.error());
  return socket_accepts(paths->socket);
}

Result<bool> SharedTunnel::connect(bool may_ask, Milliseconds limit, Watch& interrupt) {
  const auto paths = shared_tunnel_paths(env_, remote_, place_);
  if (!paths) return Unexpected(paths.error());
  const auto lock = take_lock(paths->lock, remote_);
  if (!lock) return Unexpected(lock.error());
  const bool was_open = socket_accepts(paths->socket);
  if (!was_open) {
    // A master whose socket is gone, and the files of a dead one, would be in the way.
    if (auto closed = close(interrupt); !closed) return Unexpected(std::move(closed).error());
    if (auto done = log_in(may_ask, limit, interrupt); !done) {
      remove_sockets(*paths);
      return Unexpected(std::move(done).error());
    }
  }
  if (auto probed = probe(limit, interrupt); !probed) {
    if (!was_open) static_cast<void>(close(interrupt));
    return Unexpected(std::move(probed).error());
  }
  return !was_open;
}

Result<bool> SharedTunnel::disconnect(Watch& interrupt) {
  const auto paths = shared_tunnel_paths(env_, remote_, place_);
  if (!paths) return Unexpected(paths.error());
  const auto lock = take_lock(paths->lock, remote_);
  if (!lock) return Unexpected(lock.error());
  const bool was_open = socket_accepts(paths->control) || socket_accepts(paths->socket);
  if (auto closed = close(interrupt); !closed) return Unexpected(std::move(closed).error());
  return was_open;
}

Result<void> SharedTunnel::log_in(bool may_ask, Milliseconds limit, Watch& interrupt) {
  const auto paths = shared_tunnel_paths(env_, remote_, place_);
  if (!paths) return Unexpected(paths.error());
  const SshLogin login{place_.destination, may_ask, limit};
  RunLimits limits;
  limits.time = may_ask ? Milliseconds(kTimeToAsk) : limit + kTimeToLogIn;
  const auto ran = processes_.run(
      ssh_master_command(login, {paths->socket, place_.port}, paths->control), limits, interrupt);
  if (!ran) {
    if (ran.error().code != Errc::usage) return Unexpected(ran.error());
    return Unexpected(explain_ssh_not_run(ran.error()));
  }
  if (ran->end.status == 0) return {};
  return Unexpected(explain_ssh_end(place_, ran->err, ran->end));
}

Result<void> SharedTunnel::probe(Milliseconds limit, Watch& interrupt) {
  const auto paths = shared_tunnel_paths(env_, remote_, place_);
  if (!paths) return Unexpected(paths.error());
  const std::string service = "127.0.0.1:" + std::to_string(place_.port);
  std::array<Watch*, 1> watches = {&interrupt};
  auto probed = probe_http(transport_, paths->socket, "http://" + service, limit, watches);
  if (probed) return probed;
  const Errc code = probed.error().code;
  if (code != Errc::connect_failed && code != Errc::timed_out) return probed;
  // In the background ssh has no voice: the cause can only be guessed.
  return Unexpected(
      Error(Errc::tunnel_failed,
            "the login to " + place_.destination.text() + " worked, but nothing answers on " +
                service + " there",
            "is Ollama, or its container, running? sshd needs AllowTcpForwarding yes"));
}

Result<void> SharedTunnel::close(Watch& interrupt) {
  const auto paths = shared_tunnel_paths(env_, remote_, place_);
  if (!paths) return Unexpected(paths.error());
  if (socket_accepts(paths->control)) {
    RunLimits limits;
    limits.time = kTimeToObey;
    const auto ran =
        processes_.run(ssh_master_request(place_.destination, paths->control, MasterRequest::exit),
                       limits, interrupt);
    if (!ran && ran.error().code != Errc::usage) return Unexpected(ran.error());
    if (!ran) return Unexpected(explain_ssh_not_run(ran.error()));
    if (ran->end.status != 0) return Unexpected(explain_ssh_end(place_, ran->err, ran->end));
  }
  remove_sockets(*paths);
  return {};
}

}  // namespace llamero
