#include "net/route_options.h"

#include "base/url.h"

#include <array>
#include <string_view>

namespace llamero {
namespace {

std::string_view host_of(std::string_view url) {
  url.remove_prefix(url.find("://") + 3);
  url = url.substr(0, url.find('/'));
  if (url.starts_with('[')) return url.substr(1, url.find(']') - 1);
  return url.substr(0, url.find(':'));
}

// Not copied: a copy in libcurl's memory would not be wiped.
void set_pem(CURL* easy, CURLoption option, const std::string& text) {
  if (text.empty()) return;
  curl_blob blob{};
  blob.data = const_cast<char*>(text.data());  // NOLINT: libcurl does not write to it
  blob.len = text.size();
  blob.flags = CURL_BLOB_NOCOPY;
  curl_easy_setopt(easy, option, &blob);
}

void apply_tls(CURL* easy, const TlsOptions& tls) {
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(easy, CURLOPT_PROXY_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  if (!tls.pin.empty()) curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, tls.pin.c_str());
  if (tls.accept_any_cert) {
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
  }
  if (tls.client_cert.empty()) return;
  set_pem(easy, CURLOPT_SSLCERT_BLOB, tls.client_cert);
  set_pem(easy, CURLOPT_SSLKEY_BLOB, tls.client_key.reveal());
  // Without any, libcurl 7.88 crashes on an encrypted key: OpenSSL asks it for the pass phrase.
  curl_easy_setopt(easy, CURLOPT_KEYPASSWD, "");
}

// libcurl takes user name and password percent-encoded.
Secret encoded(const Secret& user_password) {
  std::string text;
  text.reserve(3 * user_password.reveal().size());  // else growing would leave copies behind
  for (const char c : user_password.reveal()) {
    if (c == '%') {
      text += "%25";
    } else {
      text += c;
    }
  }
  return Secret(std::move(text));
}

void apply_proxy(CURL* easy, const ProxyOptions& proxy, bool used) {
  // An empty string, other than no string, switches the variables of the environment off.
  curl_easy_setopt(easy, CURLOPT_PROXY, used ? proxy.url.c_str() : "");
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
  if (!used) return;
  // What is for the server does not go into a CONNECT, and what is for the proxy not beyond it.
  curl_easy_setopt(easy, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXYAUTH, static_cast<long>(CURLAUTH_BASIC));
  curl_easy_setopt(easy, CURLOPT_SOCKS5_AUTH, static_cast<long>(CURLAUTH_BASIC));
  if (!proxy.user_password.empty())
    curl_easy_setopt(easy, CURLOPT_PROXYUSERPWD, encoded(proxy.user_password).reveal().c_str());
}

bool known_scheme(std::string_view url) {
  constexpr std::array<std::string_view, 3> kKnown = {"http://", "https://", "socks5h://"};
  for (const std::string_view scheme : kKnown) {
    if (url.starts_with(scheme)) return true;
  }
  return false;
}

}  // namespace

bool uses_proxy(const std::string& url, const Route& route) {
  return !route.proxy.url.empty() && route.unix_socket.empty() && !is_loopback(host_of(url));
}

std::optional<Error> reason_not_to_send(const HttpRequest& request) {
  const TlsOptions& tls = request.route.tls;
  if (request.url.starts_with("https://") && tls.accept_any_cert && tls.pin.empty() &&
      !request.secret_headers.empty()) {
    return Error(Errc::withheld,
                 "credentials are not sent to a server whose certificate is not checked",
                 "--insecure-tls goes together with credentials only where the server's key is "
                 "pinned");
  }
  if (uses_proxy(request.url, request.route) && !known_scheme(request.route.proxy.url)) {
    return Error(Errc::usage, "the proxy of this server is of an unknown kind",
                 "http://, https:// and socks5h:// are supported");
  }
  return std::nullopt;
}

void apply_route(CURL* easy, const std::string& url, const Route& route, const TrustStore& trust) {
  if (!route.unix_socket.empty())
    curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, route.unix_socket.c_str());
  const bool proxied = uses_proxy(url, route);
  if (url.starts_with("https://")) apply_server_trust(easy, trust, route.tls.ca_file);
  if (proxied && route.proxy.url.starts_with("https://")) apply_proxy_trust(easy, trust);
  apply_tls(easy, route.tls);
  apply_proxy(easy, route.proxy, proxied);
}

bool same_route(const Route& a, const Route& b) {
  return a.unix_socket == b.unix_socket && a.tls.ca_file == b.tls.ca_file &&
         a.tls.pin == b.tls.pin && a.tls.client_cert == b.tls.client_cert &&
         a.tls.client_key.reveal() == b.tls.client_key.reveal() &&
         a.tls.accept_any_cert == b.tls.accept_any_cert && a.proxy.url == b.proxy.url &&
         a.proxy.user_password.reveal() == b.proxy.user_password.reveal();
}

}  // namespace llamero
