#include "net/certificate_probe.h"

#include "net/route_options.h"
#include "net/watch_loop.h"

#include <new>
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

// The handle leaves the multi whatever ended the wait.
class Attached {
 public:
  Attached(CURLM* multi, CURL* easy) : multi_(multi), easy_(easy) {
    if (curl_multi_add_handle(multi_, easy_) != CURLM_OK) throw std::bad_alloc();
  }
  Attached(const Attached&) = delete;
  Attached& operator=(const Attached&) = delete;
  ~Attached() { curl_multi_remove_handle(multi_, easy_); }

 private:
  CURLM* multi_;
  CURL* easy_;
};

Result<void> run(CURLM* multi, Milliseconds limit, std::span<Watch* const> watches) {
  const SteadyTime end = std::chrono::steady_clock::now() + limit;
  while (true) {
    int running = 0;
    curl_multi_perform(multi, &running);
    const SteadyTime now = std::chrono::steady_clock::now();
    if (running == 0 || now >= end) break;
    const auto left = std::chrono::ceil<Milliseconds>(end - now);
    if (auto served = wait_turn(multi, watches, left); !served) return served;
  }
  int left = 0;
  while (curl_multi_info_read(multi, &left) != nullptr) {
  }
  return {};
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
  const EasyHandle easy(curl_easy_init());
  if (!easy) throw std::bad_alloc();
  curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt(easy.get(), CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_CERTINFO, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_DEBUGFUNCTION, &on_log);
  curl_easy_setopt(easy.get(), CURLOPT_DEBUGDATA, &logged);
  apply_route(easy.get(), url, bare, trust);
  {
    const Attached attached(multi, easy.get());
    if (auto ran = run(multi, limit, watches); !ran) return Unexpected(std::move(ran).error());
  }
  CertificateFacts facts = facts_of_fields(first_certificate(easy.get()));
  facts.pin = std::move(logged.pin);
  facts.protocol = std::move(logged.protocol);
  if (facts.names.empty() && facts.pin.empty()) return std::optional<CertificateFacts>();
  return std::optional(std::move(facts));
}

}  // namespace llamero
