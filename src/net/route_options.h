// The way to a server in libcurl's terms: whom to trust, who we are, and through which proxy.
#pragma once

#include "llamero/error.h"
#include "llamero/http.h"
#include "net/curl_handle.h"
#include "net/trust_store.h"

#include <optional>
#include <string>

namespace llamero {

// True when a request for `url` goes through the proxy of the route: loopback and unix sockets
// never do.
[[nodiscard]] bool uses_proxy(const std::string& url, const Route& route);

// Errors: Errc::withheld when secret headers would go to whoever answers (any certificate is
// accepted and no key is pinned), Errc::usage for a proxy that is none of http, https and socks5h.
[[nodiscard]] std::optional<Error> reason_not_to_send(const HttpRequest& request);

// Sets everything that `route` and `trust` say on a handle that was just reset. The route must
// outlive the transfer: its certificate and key are not copied. libcurl reads no variable of the
// environment afterwards.
void apply_route(CURL* easy, const std::string& url, const Route& route, const TrustStore& trust);

// The same server may be reached again over a connection that is still open only by the same route.
[[nodiscard]] bool same_route(const Route& a, const Route& b);

}  // namespace llamero
