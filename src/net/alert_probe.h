// A second handshake that listens: over TLS 1.3 a server judges a client certificate only after the
// client's handshake is over, and hangs up on the request that is under way by then, so that its
// alert may be lost.
#pragma once

#include "llamero/http.h"
#include "net/curl_handle.h"
#include "net/trust_store.h"

#include <span>
#include <string>

namespace llamero {

// The alert (in OpenSSL's words: "sslv3 alert bad certificate") of the server of the https `url` to
// a client that shakes hands as on `route` and sends nothing. Empty: none came within `limit`.
// Errors: those of the watches.
[[nodiscard]] Result<std::string> probe_alert(CURLM* multi, const std::string& url,
                                              const Route& route, const TrustStore& trust,
                                              Milliseconds limit, std::span<Watch* const> watches);

}  // namespace llamero
