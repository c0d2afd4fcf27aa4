#include "net/certificate_probe.h"

#include "net/bare_handshake.h"

#include <string_view>
#include <vector>

namespace llamero {
namespace {

// No key has this SHA-256. libcurl compares it with the server's after it has noted the
// certificate, says in its log what it found, and closes the connection.
constexpr const char* kNobodysPin = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

int on_log(CURL*, curl_infotype type, char* data, std::size_t size, void* self) noexcept {
  constexpr std::string_view kMark = "public key hash: ";
  if (type != CURLINFO_TEXT) return 0;
  auto* facts = static_cast<CertificateFacts*>(self);
  const std::string_view line(data, size);
  const auto after = [&](std::string_view mark, std::string_view end) {
    const std::size_t at = line.find(mark);
    if (at == std::string_view::npos) return std::string();
    const std::string_view found = line.substr(at + mark.size());
    return std::string(found.substr(0, found.find_first_of(end)));
  };
  if (std::string pin = after(kMark, "\r\n "); !pin.empty()) facts->pin = std::move(pin);
  if (std::string protocol = after("SSL connection using ", " \r\n"); !protocol.empty())
    facts->protocol = std::move(protocol);
  return 0;
}

std::vector<std::string> first_certificate(CURL* easy) {
  std::vector<std::string> fields;
  curl_certinfo* chain = nullptr;
  if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr ||
      chain->num_of_certs < 1) {
    return fields;
  }
  for (const curl_slist* field = chain->certinfo[0]; field != nullptr; field = field->next)
    fields.emplace_back(field->data);
  return fields;
}

}  // namespace

Result<std::optional<CertificateFacts>> probe_certificate(CURLM* multi, const std::string& url,
                                                          const Route& route,
                                                          const TrustStore& trust,
                                                          Milliseconds limit,
                                                          std::span<Watch* const> watches) {
  Route bare = route;
  bare.tls = TlsOptions();
  bare.tls.accept_any_cert = true;
  bare.tls.pin = kNobodysPin;
  CertificateFacts logged;
  BareHandshake handshake(multi, url, bare, trust);
  curl_easy_setopt(handshake.easy(), CURLOPT_CERTINFO, 1L);
  curl_easy_setopt(handshake.easy(), CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(handshake.easy(), CURLOPT_DEBUGFUNCTION, &on_log);
  curl_easy_setopt(handshake.easy(), CURLOPT_DEBUGDATA, &logged);
  if (auto ran = handshake.run(limit, watches); !ran) return Unexpected(std::move(ran).error());
  CertificateFacts facts = facts_of_fields(first_certificate(handshake.easy()));
  facts.pin = std::move(logged.pin);
  facts.protocol = std::move(logged.protocol);
  if (facts.names.empty() && facts.pin.empty()) return std::optional<CertificateFacts>();
  return std::optional(std::move(facts));
}

}  // namespace llamero
