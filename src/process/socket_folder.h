// Folders for sockets that nobody else may reach: 0700, ours, and short enough for a socket's path.
#pragma once

#include "base/env.h"
#include "base/unique_fd.h"
#include "llamero/result.h"

#include <string>

namespace llamero {

// The longest path that fits into a socket address, without the zero at its end.
constexpr std::size_t kLongestSocketPath = 107;

// The folder of all our sockets: $XDG_RUNTIME_DIR/llamero, else $TMPDIR/llamero-UID, else
// /tmp/llamero-UID. It is made when it is missing; one that is not ours alone is passed over, and
// so is a path with characters that mean something to ssh (":", "%", "$", …). Errors:
// Errc::tunnel_failed.
[[nodiscard]] Result<std::string> socket_base(const Env& env);

// A folder of its own for one socket; it is removed, with the socket, when this goes. What a killed
// process has left behind is removed by the next one that makes such a folder: each holds a lock on
// its own, which ends with its process.
class SocketFolder {
 public:
  // Errors: Errc::tunnel_failed.
  [[nodiscard]] static Result<SocketFolder> make(const Env& env);
  SocketFolder(SocketFolder&& other) noexcept
      : path_(std::exchange(other.path_, {})), lock_(std::move(other.lock_)) {}
  SocketFolder(const SocketFolder&) = delete;
  SocketFolder& operator=(const SocketFolder&) = delete;
  ~SocketFolder();

  // Where the socket belongs.
  [[nodiscard]] std::string socket() const;

 private:
  SocketFolder(std::string path, UniqueFd lock) : path_(std::move(path)), lock_(std::move(lock)) {}

  std::string path_;
  UniqueFd lock_;
};

// Whether somebody accepts connections on the unix socket. Does not wait.
[[nodiscard]] bool socket_accepts(const std::string& path);

}  // namespace llamero
