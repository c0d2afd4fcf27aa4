#include "net/proxy_errors.h"

#include <system_error>

namespace llamero {
namespace {

constexpr const char* kAround = "no_proxy=HOST goes around the proxy";
constexpr const char* kAuth =
    "it wants a user name and password: http://USER:PASSWORD@PROXY in https_proxy";

std::string the_proxy(const FailedTransfer& failed) {
  return failed.proxy.empty() ? "the proxy" : "the proxy " + std::string(failed.proxy);
}

Error refused(const FailedTransfer& failed) {
  const std::string message = the_proxy(failed) + " refused a connection to " +
                              std::string(failed.target) + " with status " +
                              std::to_string(failed.proxy_status);
  switch (failed.proxy_status) {
    case 401:  // of tinyproxy, for a wrong password
    case 407:
      return failure(failed, Errc::proxy_auth, message, kAuth);
    case 403:
      return failure(failed, Errc::forbidden, message, kAround);
    default:
      return failure(failed, Errc::connect_failed, message, kAround);
  }
}

// What RFC 1928 calls the replies.
const char* socks_reply(long proxy_error) {
  switch (proxy_error) {
    case CURLPX_REPLY_NOT_ALLOWED:
      return "its rules do not allow it";
    case CURLPX_REPLY_NETWORK_UNREACHABLE:
      return "the network is unreachable";
    case CURLPX_REPLY_HOST_UNREACHABLE:
      return "the host is unreachable, or its name has no address";
    case CURLPX_REPLY_CONNECTION_REFUSED:
      return "connection refused";
    case CURLPX_REPLY_TTL_EXPIRED:
      return "the host did not answer";
    case CURLPX_REPLY_GENERAL_SERVER_FAILURE:
      return "general failure";
    default:
      return nullptr;
  }
}

Error socks(const FailedTransfer& failed) {
  if (failed.proxy_error == CURLPX_NO_AUTH || failed.proxy_error == CURLPX_USER_REJECTED) {
    return failure(failed, Errc::proxy_auth,
                   the_proxy(failed) + " did not accept who asks for " + std::string(failed.target),
                   "it wants a user name and password: socks5h://USER:PASSWORD@PROXY in all_proxy");
  }
  if (const char* reply = socks_reply(failed.proxy_error)) {
    return failure(
        failed,
        failed.proxy_error == CURLPX_REPLY_NOT_ALLOWED ? Errc::forbidden : Errc::connect_failed,
        the_proxy(failed) + " could not connect to " + std::string(failed.target) + ": " + reply,
        kAround);
  }
  return failure(failed, Errc::connect_failed,
                 the_proxy(failed) + " does not speak SOCKS 5 as it should: " + reason(failed),
                 "check its address and its scheme (http://, https:// or socks5h://)");
}

Error tls(const FailedTransfer& failed) {
  if (failed.code == CURLE_SSL_CONNECT_ERROR) {
    return failure(failed, Errc::connect_failed,
                   "no TLS connection to " + the_proxy(failed) + ": " + reason(failed),
                   "a proxy that does not speak TLS itself is written as http://, for https:// "
                   "servers too");
  }
  return failure(failed, Errc::certificate,
                 "the certificate of " + the_proxy(failed) + " is not accepted: " + reason(failed),
                 "SSL_CERT_FILE=FILE says which certificates are trusted");
}

bool is_tls_code(CURLcode code) {
  return code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION ||
         code == CURLE_SSL_CACERT_BADFILE;
}

Error no_answer(const FailedTransfer& failed) {
  return failure(failed, Errc::connect_failed,
                 the_proxy(failed) + " gave no valid answer when it was asked for " +
                     std::string(failed.target) + ": " + reason(failed),
                 "check its address and its scheme (http://, https:// or socks5h://)");
}

}  // namespace

std::optional<Error> describe_proxy(const FailedTransfer& failed) {
  if (failed.proxy_status >= 300) return refused(failed);
  if (failed.code == CURLE_PROXY) return socks(failed);
  if (failed.code == CURLE_COULDNT_RESOLVE_PROXY) {
    return failure(failed, Errc::resolve_failed, "no address for " + the_proxy(failed),
                   "check the name of the proxy and the network");
  }
  // Once the tunnel stands, whatever fails is the server's.
  const bool tunnelled = failed.proxy_status != 0 || failed.proxy.starts_with("socks");
  if (failed.proxy.empty() || failed.request_sent) return std::nullopt;
  if (failed.code == CURLE_COULDNT_CONNECT) {
    return failure(failed, Errc::connect_failed,
                   "could not connect to " + the_proxy(failed) + ": " + reason(failed),
                   "is it up? the way to " + std::string(failed.target) + " goes through it");
  }
  if (tunnelled) return std::nullopt;
  if (failed.code == CURLE_OPERATION_TIMEDOUT) {
    return failure(failed, Errc::timed_out,
                   "no connection to " + std::string(failed.target) + " through " +
                       the_proxy(failed) + " within the connect timeout",
                   "is the proxy up? --connect-timeout changes the limit");
  }
  if (failed.proxy.starts_with("https:") && is_tls_code(failed.code)) return tls(failed);
  if (failed.code == CURLE_RECV_ERROR || failed.code == CURLE_GOT_NOTHING ||
      failed.code == CURLE_SEND_ERROR || failed.code == CURLE_WEIRD_SERVER_REPLY) {
    return no_answer(failed);
  }
  return std::nullopt;
}

}  // namespace llamero
