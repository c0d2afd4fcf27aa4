// The shared tunnel of a remote: opened once, used by every later command until it is closed.
#pragma once

#include "base/env.h"
#include "llamero/http.h"
#include "process/ssh_failure.h"

#include <string>

namespace llamero {

// A tunnel that lives in a master of ssh, in the background. All that it needs is in its paths:
// nothing is written down about it.
class SharedTunnel {
 public:
  // The references must outlive this.
  SharedTunnel(Transport& transport, ProcessRunner& processes, const Env& env, std::string remote,
               SshPlace place)
      : transport_(transport),
        processes_(processes),
        env_(env),
        remote_(std::move(remote)),
        place_(std::move(place)) {}

  // Whether it is open. Costs no more than a connect to a socket. Errors: Errc::tunnel_failed.
  [[nodiscard]] Result<bool> is_open() const;

  // Opens it and returns once HTTP comes through. False: it was open before. ssh may ask on the
  // terminal when `may_ask`; otherwise `limit` is that of the login. Errors: Errc::tunnel_failed,
  // Errc::ssh_refused, those of `interrupt`; then nothing is left behind.
  [[nodiscard]] Result<bool> connect(bool may_ask, Milliseconds limit, Watch& interrupt);

  // Closes it. False: it was not open. Errors: as above.
  [[nodiscard]] Result<bool> disconnect(Watch& interrupt);

 private:
  Result<void> log_in(bool may_ask, Milliseconds limit, Watch& interrupt);
  Result<void> probe(Milliseconds limit, Watch& interrupt);
  Result<void> close(Watch& interrupt);

  Transport& transport_;
  ProcessRunner& processes_;
  const Env& env_;
  std::string remote_;
  SshPlace place_;
};

}  // namespace llamero
