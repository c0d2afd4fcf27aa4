// The Transport over libcurl: one multi handle, one loop, no thread of ours.
#pragma once

#include "llamero/http.h"
#include "net/certificate_facts.h"
#include "net/curl_handle.h"
#include "net/trust_store.h"

#include <optional>
#include <span>

namespace llamero {

class CurlTransfer;

// Redirects are not followed, compressed answers are refused, only http and https are spoken, TLS
// from version 1.2 on, and neither loopback nor a unix socket is ever reached through a proxy. No
// variable of the environment is read. A connection serves requests of one Route only. A peer that
// vanished is noticed after about 30 s by TCP keepalive. Not for use from two threads at once.
class CurlTransport final : public Transport {
 public:
  // `trust` replaces the system's certificates where it is not empty.
  explicit CurlTransport(TrustStore trust) : trust_(std::move(trust)) {}

  Result<HttpResponse> perform(const HttpRequest& request, BodySink& sink,
                               std::span<Watch* const> watches) override;
  Result<void> wait(Milliseconds duration, std::span<Watch* const> watches) override;

  // The certificate that the server of an https request shows now, trusted or not: one handshake
  // that sends nothing. nullopt: none was to be had. Errors: those of the watches.
  Result<std::optional<CertificateFacts>> certificate_of(const HttpRequest& request,
                                                         std::span<Watch* const> watches);

 private:
  void open();
  void take_route(const Route& route);
  Result<CURLcode> run(CurlTransfer& transfer, std::span<Watch* const> watches);
  Result<void> look_for_alert(CurlTransfer& transfer, const HttpRequest& request,
                              std::span<Watch* const> watches);
  void close(const CurlTransfer& transfer);

  TrustStore trust_;
  std::optional<Route> route_;  // of the connections that are open
  // Made at the first request: the start of a command that sends nothing stays cheap.
  MultiHandle multi_;
  EasyHandle easy_;  // kept between requests, so that the connection is used again
};

}  // namespace llamero
