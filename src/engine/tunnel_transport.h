// A Transport whose requests go through ssh.
#pragma once

#include "base/env.h"
#include "llamero/http.h"
#include "process/ssh_tunnel.h"

#include <functional>
#include <optional>
#include <span>
#include <string>

namespace llamero {

struct TunnelOptions {
  std::string
      remote;  // its name, for a shared tunnel that is open already; empty: none is looked for
  SshPlace place;
  // ssh may ask a person on the terminal (see can_ask_on_terminal). Then the login has no limit but
  // ssh's own ConnectTimeout, the caller's watches and ssh's end, because nobody can tell an ssh
  // that waits for a passphrase from one that is slow, and no phase is told, so that no status line
  // is drawn over the question. Otherwise the connect timeout of the request limits it.
  bool may_ask = false;
};

// The tunnel is opened at the first request, and again when ssh has ended since: at most once more
// per request, and not once a byte of the answer came, nor when a request of
// RetryClass::connect_only may have been sent. An open shared tunnel is used before a private one.
// A failed login is never tried again here.
class TunnelTransport final : public Transport {
 public:
  using Note = std::function<void(const std::string&)>;  // told when a tunnel is opened again

  // The references must outlive this. `inner` reaches the socket.
  TunnelTransport(Transport& inner, ProcessRunner& processes, const Env& env, TunnelOptions options,
                  Note note)
      : inner_(inner),
        processes_(processes),
        env_(env),
        options_(std::move(options)),
        note_(std::move(note)) {}

  // Errors besides those of `inner`: Errc::tunnel_failed and Errc::ssh_refused before the first
  // byte of an answer; Errc::cut, with ssh's word on it, after that.
  Result<HttpResponse> perform(const HttpRequest& request, BodySink& sink,
                               std::span<Watch* const> watches) override;
  Result<void> wait(Milliseconds duration, std::span<Watch* const> watches) override;

 private:
  struct Outcome;

  Result<void> open(const HttpRequest& request, std::span<Watch* const> watches);
  bool find_shared();
  Result<void> log_in(Milliseconds limit, std::span<Watch* const> watches);
  Result<void> probe(const HttpRequest& request, std::span<Watch* const> watches);
  Outcome send(const HttpRequest& request, BodySink& sink, std::span<Watch* const> watches);
  Result<std::optional<Error>> word_of_ssh(std::span<Watch* const> watches);

  Transport& inner_;
  ProcessRunner& processes_;
  const Env& env_;
  TunnelOptions options_;
  Note note_;
  std::optional<SshTunnel> tunnel_;
  bool answers_ = false;               // HTTP came through tunnel_
  std::optional<std::string> shared_;  // the socket of the shared tunnel, while it is in use
  bool shared_failed_ = false;
};

}  // namespace llamero
