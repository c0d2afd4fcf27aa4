// The way to the machine that runs the containers: its shell, its sockets and its ports.
#pragma once

#include "llamero/client.h"
#include "llamero/http.h"
#include "process/process_runner.h"

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace llamero {

class HostLink {
 public:
  using Watches = std::span<Watch* const>;

  virtual ~HostLink() = default;

  // "this machine", "ubuntu@203.0.113.7".
  [[nodiscard]] virtual std::string text() const = 0;
  // Our user, the shell and the files are on that machine too: false for the socket of a context,
  // whose engine may be in a virtual machine.
  [[nodiscard]] virtual bool has_shell() const = 0;

  // Makes the way ready; asks for a login where one is needed, once. Errors: Errc::tunnel_failed,
  // Errc::ssh_refused; those of the watches.
  virtual Result<void> open(Watches watches) = 0;

  // Runs a script by sh there. How it ended is no error. Precondition: has_shell().
  virtual Result<ProcessOutput> run(const std::string& script, Milliseconds limit,
                                    Watch& interrupt) = 0;
  // The same, beside us; the script ends with the link.
  virtual Result<std::unique_ptr<Child>> start(const std::string& script) = 0;

  // What leads to a unix socket, or to a port of an address, of that machine. Requests that go
  // there must use transport(). Opening the same twice gives the same.
  virtual Result<Endpoint> to_socket(const std::string& path, Watches watches) = 0;
  virtual Result<Endpoint> to_port(const std::string& address, int port, Watches watches) = 0;

  // Why the way is gone, if it is; waits a moment for the news.
  virtual std::optional<Error> why_ended(Watches watches) = 0;

  // Its errors name what happened to the link, where that is what happened.
  [[nodiscard]] virtual Transport& transport() = 0;
};

}  // namespace llamero
