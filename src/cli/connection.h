// All that a command needs to talk to the chosen server: retries, the trace of --verbose, the
// status line with the phase of the request, the interrupts, and stdout in the same loop.
#pragma once

#include "cli/interrupts.h"
#include "cli/services.h"
#include "cli/settings.h"
#include "engine/tunnel_transport.h"
#include "llamero/client.h"
#include "net/retrying_transport.h"
#include "net/tracing_transport.h"
#include "term/phase_line.h"
#include "term/status_line.h"

#include <optional>
#include <string>
#include <vector>

namespace llamero {

class Connection {
 public:
  // `what` is what people wait for ("gemma3:1b"); `loads`: the request does nothing but load it.
  // References must outlive the connection.
  // `beside` is looked after during each request too; may be null.
  Connection(Services& services, const Settings& settings, Interrupts& interrupts, std::string what,
             bool loads = false, Watch* beside = nullptr);

  [[nodiscard]] Client& client() { return client_; }
  [[nodiscard]] StatusLine& status_line() { return line_; }
  [[nodiscard]] PhaseLine& phase_line() { return phase_; }
  // A request that the client has no call for, with the same retries and watches.
  Result<HttpResponse> perform(const HttpRequest& request, BodySink& sink);
  [[nodiscard]] const ClientOptions& options() const { return options_; }
  // Waits, while signals and the deadline are looked after.
  Result<void> wait(Milliseconds duration);

 private:
  [[nodiscard]] Transport& way(Services& services);

  Interrupts& interrupts_;
  StatusLine line_;
  PhaseLine phase_;
  std::optional<TunnelTransport> tunnel_;  // the way of a remote over ssh
  TracingTransport tracing_;
  RetryingTransport retrying_;
  ClientOptions options_;
  std::vector<Watch*> watches_;
  Client client_;
};

}  // namespace llamero
