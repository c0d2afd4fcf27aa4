// The Transport over libcurl: one multi handle, one loop, no thread of ours.
#pragma once

#include "llamero/http.h"
#include "net/curl_handle.h"
#include "net/trust_store.h"

#include <span>

namespace llamero {

class CurlTransfer;

// Redirects are not followed, compressed answers are refused, only http and https are spoken, and
// neither loopback nor a unix socket is ever reached through a proxy. A peer that vanished is
// noticed after about 30 s by TCP keepalive. Not for use from two threads at once.
class CurlTransport final : public Transport {
 public:
  // `trust` replaces the system's certificates where it is not empty.
  explicit CurlTransport(TrustStore trust) : trust_(std::move(trust)) {}

  Result<HttpResponse> perform(const HttpRequest& request, BodySink& sink,
                               std::span<Watch* const> watches) override;
  Result<void> wait(Milliseconds duration, std::span<Watch* const> watches) override;

 private:
  void open();
  Result<CURLcode> run(CurlTransfer& transfer, std::span<Watch* const> watches);
  void close(const CurlTransfer& transfer);

  TrustStore trust_;
  // Made at the first request: the start of a command that sends nothing stays cheap.
  MultiHandle multi_;
  EasyHandle easy_;  // kept between requests, so that the connection is used again
};

}  // namespace llamero
