// What a CURLcode means to the person at the terminal.
#pragma once

#include "llamero/error.h"
#include "net/certificate_facts.h"

#include <curl/curl.h>

#include <string>
#include <string_view>

namespace llamero {

struct FailedTransfer {
  CURLcode code = CURLE_OK;
  std::string_view detail;   // libcurl's error buffer
  std::string_view target;   // the server as it is shown to people
  std::string_view proxy;    // its URL, if the request goes through one; never with a password
  std::string_view ca_file;  // TlsOptions::ca_file
  long os_errno = 0;
  long proxy_status = 0;   // of a proxy's answer to CONNECT; 0: there was none
  long proxy_error = 0;    // CURLPX_…, of a SOCKS proxy
  long verify_result = 0;  // X509_V_…, of the server's certificate
  bool has_client_cert = false;
  const CertificateFacts* certificate = nullptr;  // of the server, if it is known
  bool request_sent = false;                      // the connection stood and the request went out
  bool body_started = false;                      // a byte of a 2xx body was passed on
};

// Errc::cut once the body has started, else the cause. The hint says what to try.
[[nodiscard]] Error describe(const FailedTransfer& failed);

// For the files that describe one kind of failure: the cause in words, and an Error that knows
// whether the request went out.
[[nodiscard]] std::string reason(const FailedTransfer& failed);
[[nodiscard]] Error failure(const FailedTransfer& failed, Errc code, std::string message,
                            std::string hint = {});
[[nodiscard]] bool mentions(std::string_view text, std::string_view part);

}  // namespace llamero
