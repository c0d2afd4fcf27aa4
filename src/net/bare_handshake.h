// A connection that shakes hands by TLS and then says nothing: for looking at a server.
#pragma once

#include "llamero/http.h"
#include "net/curl_handle.h"
#include "net/trust_store.h"

#include <optional>
#include <span>
#include <string>

namespace llamero {

// Nothing of the connection is kept. The handle may be given more options until it runs.
class BareHandshake {
 public:
  // To the server of the https `url`, by `route`. `multi` must outlive this.
  BareHandshake(CURLM* multi, const std::string& url, const Route& route, const TrustStore& trust);
  BareHandshake(const BareHandshake&) = delete;
  BareHandshake& operator=(const BareHandshake&) = delete;
  ~BareHandshake();

  [[nodiscard]] CURL* easy() const { return easy_.get(); }

  // What libcurl says of the handshake; nullopt: it was not over within `limit`. Once only.
  // Errors: those of the watches.
  [[nodiscard]] Result<std::optional<CURLcode>> run(Milliseconds limit,
                                                    std::span<Watch* const> watches);

 private:
  CURLM* multi_;
  EasyHandle easy_;
  bool attached_ = false;
};

}  // namespace llamero
