#include "net/tls_errors.h"

#include <algorithm>
#include <array>

namespace llamero {
namespace {

// OpenSSL's X509_V_ERR_…: numbers of its stable interface, which libcurl hands through.
constexpr long kUnspecified = 1;  // where libcurl starts: the chain was not judged
constexpr long kNoIssuer = 2;
constexpr long kNotYetValid = 9;
constexpr long kExpired = 10;
constexpr long kSelfSigned = 18;
constexpr long kSelfSignedInChain = 19;
constexpr long kNoIssuerLocally = 20;
constexpr long kLeafNotVerified = 21;

constexpr const char* kTrust =
    "if it is the right one, SSL_CERT_FILE=FILE or the remote's ca_file makes it trusted";

std::string the_certificate(const FailedTransfer& failed) {
  return "the certificate of " + std::string(failed.target);
}

std::string facts(const FailedTransfer& failed) {
  return failed.certificate == nullptr ? "" : facts_text(*failed.certificate);
}

Error certificate(const FailedTransfer& failed, std::string message, std::string hint = {}) {
  return failure(failed, Errc::certificate, std::move(message), std::move(hint));
}

Error client_certificate(const FailedTransfer& failed) {
  if (failed.has_client_cert) {
    return certificate(
        failed,
        std::string(failed.target) + " does not accept our client certificate: " + reason(failed),
        "it must be of an authority that the server trusts, and still valid");
  }
  return certificate(failed, std::string(failed.target) + " wants a client certificate",
                     "the remote's client_cert and client_key say which");
}

// Alerts by which a server says that it does not like what we showed, or that we showed nothing.
bool is_alert_about_us(const FailedTransfer& failed) {
  constexpr std::array kAlerts = {
      "alert certificate required", "alert bad certificate",     "alert unsupported certificate",
      "alert certificate revoked",  "alert certificate expired", "alert certificate unknown",
      "alert unknown ca",           "alert access denied"};
  return std::any_of(kAlerts.begin(), kAlerts.end(),
                     [&](const char* alert) { return mentions(failed.detail, alert); });
}

Error not_verified(const FailedTransfer& failed) {
  const std::string subject = the_certificate(failed);
  switch (failed.verify_result) {
    case kExpired:
      return certificate(failed, subject + " has expired" + facts(failed),
                         "it must be renewed on the server; is the clock of this machine right?");
    case kNotYetValid:
      return certificate(failed, subject + " is not valid yet" + facts(failed),
                         "is the clock of this machine right?");
    case kSelfSigned:
      return certificate(failed, subject + " is self-signed" + facts(failed), kTrust);
    case kNoIssuer:
    case kSelfSignedInChain:
    case kNoIssuerLocally:
    case kLeafNotVerified:
      return certificate(
          failed, subject + " is of an authority that is not trusted here" + facts(failed), kTrust);
    default:
      return certificate(failed, subject + " is not accepted: " + reason(failed) + facts(failed));
  }
}

Error peer_failed(const FailedTransfer& failed) {
  if (failed.verify_result > kUnspecified) return not_verified(failed);
  if (mentions(failed.detail, "match")) {
    return certificate(failed, the_certificate(failed) + " is for another name" + facts(failed),
                       "write the address of the server with a name that its certificate has");
  }
  // libcurl takes the server's alert that our certificate has expired for a failure of its own.
  if (failed.has_client_cert && mentions(failed.detail, "verification failed"))
    return client_certificate(failed);
  return not_verified(failed);
}

Error wrong_pin(const FailedTransfer& failed) {
  const bool known = failed.certificate != nullptr && !failed.certificate->pin.empty();
  return certificate(failed,
                     "the public key of " + std::string(failed.target) +
                         " is not the one that is pinned" +
                         (known ? ": it has " + failed.certificate->pin : "") + facts(failed),
                     "change the pin only if you know that the server has a new key: else somebody "
                     "else answers in its place");
}

Error handshake(const FailedTransfer& failed) {
  const std::string target(failed.target);
  if (mentions(failed.detail, "wrong version number") ||
      mentions(failed.detail, "packet length too long")) {
    return failure(failed, Errc::protocol, target + " does not speak TLS on this port",
                   "write http:// instead of https://");
  }
  if (mentions(failed.detail, "unsupported protocol") ||
      mentions(failed.detail, "alert protocol version")) {
    return failure(failed, Errc::protocol, target + " speaks no TLS of version 1.2 or newer",
                   "older versions are not safe: its TLS settings or software need an update");
  }
  if (mentions(failed.detail, "alert handshake failure") && !failed.has_client_cert) {
    return certificate(failed,
                       target + " refused the TLS handshake: it may want a client certificate",
                       "the remote's client_cert and client_key say which");
  }
  return failure(failed, Errc::connect_failed,
                 "no TLS connection to " + target + ": " + reason(failed));
}

}  // namespace

std::optional<Error> describe_tls(const FailedTransfer& failed) {
  if (is_alert_about_us(failed)) return client_certificate(failed);
  switch (failed.code) {
    case CURLE_SSL_CLIENTCERT:
      return client_certificate(failed);
    case CURLE_SSL_CONNECT_ERROR:
      return handshake(failed);
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return wrong_pin(failed);
    case CURLE_SSL_CACERT_BADFILE:
      return certificate(failed,
                         "no trusted certificates can be read from " +
                             std::string(failed.ca_file.empty() ? "SSL_CERT_FILE or SSL_CERT_DIR"
                                                                : failed.ca_file),
                         "it must be a readable file with certificates in PEM");
    case CURLE_SSL_CERTPROBLEM:
      return certificate(failed,
                         "our client certificate or its key cannot be used: " + reason(failed),
                         "both must be PEM, belong together, and the key must have no pass phrase");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return peer_failed(failed);
    default:
      return std::nullopt;
  }
}

}  // namespace llamero
