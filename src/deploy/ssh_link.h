// A machine behind ssh: one login, and all that is asked of the machine goes through it.
#pragma once

#include "base/env.h"
#include "process/ssh_master.h"

#include <deque>
#include <optional>

#include "deploy/host_link.h"

namespace llamero {

class SshLink final : public HostLink {
 public:
  struct Options {
    SshDestination destination;
    bool may_ask = false;                  // see can_ask_on_terminal
    Milliseconds connect_timeout{10'000};  // of the login, where nobody is asked
  };

  // The references must outlive this.
  SshLink(Transport& inner, ProcessRunner& processes, const Env& env, Options options)
      : through_(*this, inner),
        inner_(inner),
        processes_(processes),
        env_(env),
        options_(std::move(options)) {}

  [[nodiscard]] std::string text() const override { return options_.destination.text(); }
  [[nodiscard]] bool has_shell() const override { return true; }
  Result<void> open(Watches watches) override;
  Result<ProcessOutput> run(const std::string& script, Milliseconds limit,
                            Watch& interrupt) override;
  Result<std::unique_ptr<Child>> start(const std::string& script) override;
  Result<Endpoint> to_socket(const std::string& path, Watches watches) override;
  Result<Endpoint> to_port(const std::string& address, int port, Watches watches) override;
  std::optional<Error> why_ended(Watches watches) override;
  [[nodiscard]] Transport& transport() override { return through_; }

 private:
  // Requests through the login: their failures are put down to it where it is the cause.
  class Through final : public Transport {
   public:
    Through(SshLink& link, Transport& inner) : link_(link), inner_(inner) {}
    Result<HttpResponse> perform(const HttpRequest& request, BodySink& sink,
                                 std::span<Watch* const> watches) override;
    Result<void> wait(Milliseconds duration, std::span<Watch* const> watches) override;

   private:
    SshLink& link_;
    Transport& inner_;
  };

  struct Forward {
    SocketFolder folder;
    std::string remote;  // a path, or "address:port"
  };

  Result<Endpoint> forward(const std::string& remote, Watches watches);
  Result<std::optional<Error>> word_of_ssh(const std::string& socket, Watches watches);
  [[nodiscard]] std::optional<Error> explain_forward(const std::string& socket);

  Through through_;
  Transport& inner_;
  ProcessRunner& processes_;
  const Env& env_;
  Options options_;
  std::deque<Forward> forwards_;  // removed after ssh has ended
  std::optional<SshMaster> master_;
};

}  // namespace llamero
