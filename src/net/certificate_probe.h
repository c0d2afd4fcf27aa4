// A second handshake that only looks: libcurl tells nothing about a certificate that it refused.
#pragma once

#include "llamero/http.h"
#include "net/certificate_facts.h"
#include "net/curl_handle.h"
#include "net/trust_store.h"

#include <optional>
#include <span>
#include <string>

namespace llamero {

// Shakes hands with the server of the https `url`, by the same route, and leaves: no request, no
// header and no client certificate is sent, whatever certificate it shows is taken, and nothing of
// the connection is kept. nullopt: no certificate was to be had within `limit` (a server that wants
// a client certificate over TLS 1.2 is one that shows none). Errors: those of the watches.
[[nodiscard]] Result<std::optional<CertificateFacts>> probe_certificate(
    CURLM* multi, const std::string& url, const Route& route, const TrustStore& trust,
    Milliseconds limit, std::span<Watch* const> watches);

}  // namespace llamero
