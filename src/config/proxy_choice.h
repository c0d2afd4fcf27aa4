// Which proxy the way to a server goes through, and who said so.
//
// The variables are those that libcurl 7.86 and newer reads (lib/url.c, detect_proxy;
// lib/noproxy.c) and they mean the same: http_proxy in lower case only, because a web server hands
// its clients' "Proxy:" header to a CGI program as HTTP_PROXY; https_proxy, then HTTPS_PROXY;
// all_proxy, then ALL_PROXY, where the one of the scheme is not set; no_proxy, then NO_PROXY. An
// empty one is unset.
#pragma once

#include "base/env.h"
#include "base/url.h"
#include "llamero/http.h"
#include "llamero/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace llamero {

// What is configured for one server; it wins over the environment.
struct ConfiguredProxy {
  std::optional<std::string> url;  // "": a direct connection; no user name or password in it
  Secret user_password;            // "user:password" for `url`
  std::optional<std::string> no_proxy;
};

struct ProxyChoice {
  ProxyOptions proxy;
  // "https_proxy", "ALL_PROXY", …, or "proxy of the remote"; empty: the connection is direct.
  std::string source;
};

// Never a proxy for loopback, whatever is set. A proxy is http://, https:// or socks5h://HOST:PORT;
// without a scheme it is http://, without a port it is 1080 (https: 443), as with curl. socks5://
// is taken as socks5h://: the proxy looks names up, so that no resolver here learns them. Only a
// variable may hold USER:PASSWORD@ (percent-encoded). Errors: Errc::usage, without the URL, which
// may hold a password.
[[nodiscard]] Result<ProxyChoice> choose_proxy(const Url& server, const Env& env,
                                               const ConfiguredProxy& configured);

// True when `list` (no_proxy) names the host: "*" alone; names, with or without a leading dot, for
// themselves and all below them; addresses and CIDR blocks for an address. Separated by commas or
// blanks, any case. Ports have no meaning in it, as with curl.
[[nodiscard]] bool bypasses_proxy(std::string_view host, std::string_view list);

}  // namespace llamero
