#include "engine/tape_recorder.h"

#include <strings.h>

#include <algorithm>
#include <array>

namespace llamero {

// Keeps what it passes on.
class RecordingSink final : public BodySink {
 public:
  RecordingSink(RecordingTransport& recorder, TapeExchange& exchange, BodySink& inner)
      : recorder_(recorder), exchange_(exchange), inner_(inner), start_(recorder.clock_.now()) {}

  void on_head(int status, std::span<const HttpHeader> headers) override {
    exchange_.head = TapeHead{status, recorder_.kept_headers(headers)};
    inner_.on_head(status, headers);
  }
  Result<void> on_bytes(std::string_view bytes) override {
    recorder_.add_piece(exchange_, elapsed(), bytes);
    return noted(inner_.on_bytes(bytes));
  }
  Result<void> on_batch_end() override { return noted(inner_.on_batch_end()); }
  [[nodiscard]] bool wants_more() const override { return inner_.wants_more(); }
  [[nodiscard]] bool complete() const override { return inner_.complete(); }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return inner_.progress(); }

  [[nodiscard]] Milliseconds elapsed() const {
    return std::chrono::duration_cast<Milliseconds>(recorder_.clock_.now() - start_);
  }
  // The reader ended it: what it says may quote the answer.
  [[nodiscard]] bool refused() const { return refused_; }

 private:
  Result<void> noted(Result<void> taken) {
    if (!taken) refused_ = true;
    return taken;
  }

  RecordingTransport& recorder_;
  TapeExchange& exchange_;
  BodySink& inner_;
  SteadyTime start_;
  bool refused_ = false;
};

RecordingTransport::RecordingTransport(Transport& inner, const Clock& clock, std::string base_url,
                                       RecordingRules rules, OnFirst on_first)
    : inner_(inner),
      clock_(clock),
      base_url_(std::move(base_url)),
      rules_(std::move(rules)),
      on_first_(std::move(on_first)) {}

bool RecordingTransport::is_redacted(std::string_view header) const {
  constexpr std::array<std::string_view, 7> kSecret = {
      "authorization",    "proxy-authorization", "cookie",   "set-cookie",
      "www-authenticate", "proxy-authenticate",  "x-api-key"};
  const auto same = [&](std::string_view name) {
    return name.size() == header.size() &&
           strncasecmp(name.data(), header.data(), name.size()) == 0;
  };
  return std::any_of(kSecret.begin(), kSecret.end(), same) ||
         std::any_of(rules_.redact.begin(), rules_.redact.end(), same);
}

std::vector<TapeHeader> RecordingTransport::kept_headers(
    std::span<const HttpHeader> headers) const {
  std::vector<TapeHeader> kept;
  for (const HttpHeader& header : headers) {
    kept.push_back(
        {header.name, is_redacted(header.name) ? std::nullopt : std::optional(header.value)});
  }
  return kept;
}

TapeBytes RecordingTransport::kept(std::string_view bytes) {
  if (rules_.bodies && bytes.size() > kMostBytes - bytes_) overfull_ = true;
  if (!rules_.bodies || overfull_) return TapeBytes::size_only(bytes.size());
  bytes_ += bytes.size();
  return TapeBytes::of(bytes);
}

void RecordingTransport::add_piece(TapeExchange& exchange, Milliseconds at,
                                   std::string_view bytes) {
  if (bytes.empty()) return;
  if (pieces_ >= kMostPieces) overfull_ = true;
  TapeBytes data = kept(bytes);
  if (overfull_ && !exchange.pieces.empty() && !exchange.pieces.back().data.kept) {
    exchange.pieces.back().data.size += data.size;
    return;
  }
  ++pieces_;
  exchange.pieces.push_back({at, std::move(data)});
}

TapeExchange RecordingTransport::begun(const HttpRequest& request) {
  TapeExchange exchange;
  exchange.method = request.method;
  exchange.path = tape_path(request.url, base_url_);
  exchange.headers = kept_headers(request.headers);
  for (const SecretHeader& header : request.secret_headers)
    exchange.headers.push_back({header.name, std::nullopt});
  if (request.body) exchange.body = kept(*request.body);
  return exchange;
}

Result<HttpResponse> RecordingTransport::perform(const HttpRequest& request, BodySink& sink,
                                                 std::span<Watch* const> watches) {
  if (!begun_) {
    if (auto ready = on_first_(); !ready) return Unexpected(std::move(ready).error());
    begun_ = true;
  }
  TapeExchange exchange = begun(request);
  RecordingSink recording(*this, exchange, sink);
  auto outcome = inner_.perform(request, recording, watches);
  exchange.took = recording.elapsed();
  if (outcome) {
    exchange.head = TapeHead{outcome->status, kept_headers(outcome->headers)};
    add_piece(exchange, exchange.took, outcome->body);
  } else {
    exchange.error = outcome.error();
    if (!rules_.bodies && recording.refused()) {
      exchange.error->message = "the reader of the answer ended it (bodies are not recorded)";
      exchange.error->hint.clear();
    }
  }
  exchanges_.push_back(std::move(exchange));
  return outcome;
}

}  // namespace llamero
