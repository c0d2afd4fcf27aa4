// What a server's certificate says of itself. All of it was written by whoever answered.
#pragma once

#include <string>
#include <vector>

namespace llamero {

struct CertificateFacts {
  std::vector<std::string> names;  // of the subject: DNS names and addresses, else its subject line
  std::string issuer;
  std::string not_before;  // as libcurl prints it: "Nov 23 11:41:15 2026 GMT"
  std::string not_after;
  std::string protocol;  // "TLSv1.3"; empty: not known
  std::string pin;       // "sha256//" and the base64 of the public key's SHA-256; empty: not known
};

// From the fields that libcurl gives for a certificate ("Issuer:CN = x"). The number of names and
// the length of each text are bounded.
[[nodiscard]] CertificateFacts facts_of_fields(const std::vector<std::string>& fields);

// " (for a, b; issued by CN = x; valid from … to …)", or "" when nothing is known.
[[nodiscard]] std::string facts_text(const CertificateFacts& facts);

}  // namespace llamero
