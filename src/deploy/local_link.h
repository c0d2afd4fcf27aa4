// This machine as the one that runs the containers.
#pragma once

#include "deploy/host_link.h"

namespace llamero {

class LocalLink final : public HostLink {
 public:
  // The references must outlive this. `has_shell` false: only the engine's socket is known to be
  // here.
  LocalLink(Transport& transport, ProcessRunner& processes, std::string text, bool has_shell)
      : transport_(transport),
        processes_(processes),
        text_(std::move(text)),
        has_shell_(has_shell) {}

  [[nodiscard]] std::string text() const override { return text_; }
  [[nodiscard]] bool has_shell() const override { return has_shell_; }
  Result<void> open(Watches /*watches*/) override { return {}; }
  Result<ProcessOutput> run(const std::string& script, Milliseconds limit,
                            Watch& interrupt) override;
  Result<std::unique_ptr<Child>> start(const std::string& script) override;
  Result<Endpoint> to_socket(const std::string& path, Watches watches) override;
  Result<Endpoint> to_port(const std::string& address, int port, Watches watches) override;
  std::optional<Error> why_ended(Watches /*watches*/) override { return std::nullopt; }
  [[nodiscard]] Transport& transport() override { return transport_; }

 private:
  Transport& transport_;
  ProcessRunner& processes_;
  std::string text_;
  bool has_shell_;
};

}  // namespace llamero
