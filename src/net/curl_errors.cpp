#include "net/curl_errors.h"

#include "net/proxy_errors.h"
#include "net/tls_errors.h"

#include <system_error>

namespace llamero {
namespace {

Error could_not_connect(const FailedTransfer& failed) {
  return failure(failed, Errc::connect_failed,
                 "could not connect to " + std::string(failed.target) + ": " + reason(failed),
                 "is the server, its container or the tunnel to it up?");
}

// libcurl has no code of its own for a broken chunk: it is a receive error with this text.
bool is_bad_chunk(const FailedTransfer& failed) {
  return failed.code == CURLE_RECV_ERROR && failed.os_errno == 0 &&
         (mentions(failed.detail, "hexadecimal") || mentions(failed.detail, "chunk"));
}

// libcurl says "out of memory" for a head line that is over its limit.
bool is_head_too_large(const FailedTransfer& failed) {
  return failed.code == CURLE_OUT_OF_MEMORY || mentions(failed.detail, "Too large response header");
}

Error not_http(const FailedTransfer& failed) {
  if (is_head_too_large(failed)) {
    return failure(failed, Errc::protocol,
                   std::string(failed.target) + " gave an answer whose head is too large");
  }
  return failure(
      failed, Errc::protocol,
      std::string(failed.target) + " gave an answer that is not valid HTTP: " + reason(failed),
      "check the address; a server that speaks TLS needs https://");
}

}  // namespace

std::string reason(const FailedTransfer& failed) {
  if (failed.os_errno != 0 &&
      (failed.code == CURLE_COULDNT_CONNECT || failed.code == CURLE_RECV_ERROR ||
       failed.code == CURLE_SEND_ERROR)) {
    return std::generic_category().message(static_cast<int>(failed.os_errno));
  }
  if (failed.code == CURLE_GOT_NOTHING) return "the connection was closed without an answer";
  if (!failed.detail.empty()) return std::string(failed.detail);
  return curl_easy_strerror(failed.code);
}

bool mentions(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

Error failure(const FailedTransfer& failed, Errc code, std::string message, std::string hint) {
  Error error(code, std::move(message), std::move(hint));
  error.request_sent = failed.request_sent;
  return error;
}

Error describe(const FailedTransfer& failed) {
  if (failed.body_started) {
    return failure(failed, Errc::cut,
                   "the answer of " + std::string(failed.target) + " was cut: " + reason(failed));
  }
  if (auto error = describe_proxy(failed)) return *std::move(error);
  if (auto error = describe_tls(failed)) return *std::move(error);
  if (is_bad_chunk(failed) || is_head_too_large(failed)) return not_http(failed);
  switch (failed.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return failure(failed, Errc::resolve_failed,
                     "no address for " + std::string(failed.target) + ": " + reason(failed),
                     "check the name and the network");
    case CURLE_COULDNT_CONNECT:
      return could_not_connect(failed);
    case CURLE_OPERATION_TIMEDOUT:
      return failure(
          failed, Errc::timed_out,
          "no connection to " + std::string(failed.target) + " within the connect timeout",
          "a firewall may drop the packets; --connect-timeout changes the limit");
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return failure(failed, Errc::connect_failed,
                     std::string(failed.target) +
                         " dropped the connection before it answered: " + reason(failed));
    default:
      return not_http(failed);
  }
}

}  // namespace llamero
