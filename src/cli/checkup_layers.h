// What a checkup makes of errors, certificates, headers and times.
#pragma once

#include "llamero/client.h"
#include "net/certificate_facts.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

struct HostAndPort {
  std::string host;
  int port = 0;
};
// Of the URL of a server or of a proxy.
[[nodiscard]] HostAndPort place_of(const std::string& url);

struct LayerGuess {
  bool https = false;
  bool ssh = false;
  bool proxy = false;
};
// The layer in which a request failed, after name and port were found good.
[[nodiscard]] std::string layer_of(const Error& error, const LayerGuess& guess);

// `not_after` as in CertificateFacts; negative: it has expired. nullopt: not a date.
[[nodiscard]] std::optional<int> days_until(const std::string& not_after,
                                            std::chrono::system_clock::time_point now);
[[nodiscard]] std::string certificate_text(const CertificateFacts& facts, std::optional<int> days);

// A Date header (RFC 9110, section 5.6.7) against our clock. nullopt: not a date.
[[nodiscard]] std::optional<long> seconds_ahead(const std::string& date,
                                                std::chrono::system_clock::time_point now);

// ", by nginx, via 1.1 proxy", as far as the answer says.
[[nodiscard]] std::string who_answered(const HttpResponse& answer);

[[nodiscard]] std::string loaded_text(const std::vector<RunningModel>& models);

// A question that any model answers with a few dozen tokens.
[[nodiscard]] ChatRequest short_chat(const std::string& model);

// For an answer of which only the head matters.
class NoBody final : public BodySink {
 public:
  Result<void> on_bytes(std::string_view /*bytes*/) override { return {}; }
  Result<void> on_batch_end() override { return {}; }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return 0; }
};

}  // namespace llamero
