// Which certificate authorities a TLS connection trusts.
#pragma once

#include "net/curl_handle.h"

#include <string>

namespace llamero {

// From SSL_CERT_FILE and SSL_CERT_DIR, which libcurl itself does not read. Either one replaces the
// system's authorities, as it does for OpenSSL's own tools and for the official client.
struct TrustStore {
  std::string ca_file;
  std::string ca_dir;
};

// For a server that is reached over TLS: the system's authorities are looked for on the disk.
// `ca_file`, where it is not empty, is all that is trusted.
void apply_server_trust(CURL* easy, const TrustStore& trust, const std::string& ca_file);
// For a proxy that is reached over TLS.
void apply_proxy_trust(CURL* easy, const TrustStore& trust);

}  // namespace llamero
