// Looks at single layers of a way to a server, one at a time: what `doctor` needs and no request.
#pragma once

#include "llamero/http.h"
#include "net/certificate_facts.h"

#include <optional>
#include <string>
#include <vector>

namespace llamero {

class NetworkProbe {
 public:
  virtual ~NetworkProbe() = default;

  // All addresses of a name, as numbers. Errors: Errc::resolve_failed, Errc::timed_out; those of
  // `interrupt`.
  [[nodiscard]] virtual Result<std::vector<std::string>> resolve(const std::string& host,
                                                                 Milliseconds limit,
                                                                 Watch& interrupt) = 0;

  // A TCP connection to an address, closed at once. Errors: Errc::connect_failed, Errc::timed_out;
  // those of `interrupt`.
  [[nodiscard]] virtual Result<void> connect(const std::string& address, int port,
                                             Milliseconds limit, Watch& interrupt) = 0;

  // The certificate that the server of an https request shows now, trusted or not: one handshake
  // that sends nothing. nullopt: none was to be had. Errors: those of `interrupt`.
  [[nodiscard]] virtual Result<std::optional<CertificateFacts>> certificate(
      const HttpRequest& request, Watch& interrupt) = 0;
};

class CurlTransport;

class RealNetworkProbe final : public NetworkProbe {
 public:
  // `transport` must outlive this.
  explicit RealNetworkProbe(CurlTransport& transport) : transport_(transport) {}

  [[nodiscard]] Result<std::vector<std::string>> resolve(const std::string& host,
                                                         Milliseconds limit,
                                                         Watch& interrupt) override;
  [[nodiscard]] Result<void> connect(const std::string& address, int port, Milliseconds limit,
                                     Watch& interrupt) override;
  [[nodiscard]] Result<std::optional<CertificateFacts>> certificate(const HttpRequest& request,
                                                                    Watch& interrupt) override;

 private:
  CurlTransport& transport_;
};

}  // namespace llamero
