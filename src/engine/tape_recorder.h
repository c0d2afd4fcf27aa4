// A Transport that keeps what goes through it, for --record.
#pragma once

#include "base/clock.h"
#include "engine/tape.h"
#include "llamero/http.h"

#include <functional>
#include <string>
#include <vector>

namespace llamero {

struct RecordingRules {
  bool bodies = true;               // false: only their sizes
  std::vector<std::string> redact;  // further headers whose values are left out, in any case
};

// Stands right above the real transport, so that each try of a request is an exchange of its own.
class RecordingTransport final : public Transport {
 public:
  // Called before the first request; its error is the result of that request, which is not sent.
  using OnFirst = std::function<Result<void>()>;

  // Past this many bytes of bodies, or this many pieces, only sizes are kept: a cassette that is
  // larger could not be read again.
  static constexpr std::size_t kMostBytes = 32 * 1024 * 1024;
  static constexpr std::size_t kMostPieces = 300'000;

  // References must outlive this. `base_url` is that of the server.
  RecordingTransport(Transport& inner, const Clock& clock, std::string base_url,
                     RecordingRules rules, OnFirst on_first);

  Result<HttpResponse> perform(const HttpRequest& request, BodySink& sink,
                               std::span<Watch* const> watches) override;
  Result<void> wait(Milliseconds duration, std::span<Watch* const> watches) override {
    return inner_.wait(duration, watches);
  }

  [[nodiscard]] const std::vector<TapeExchange>& exchanges() const { return exchanges_; }
  // True when there was more than could be kept.
  [[nodiscard]] bool overfull() const { return overfull_; }

 private:
  friend class RecordingSink;

  [[nodiscard]] bool is_redacted(std::string_view header) const;
  [[nodiscard]] std::vector<TapeHeader> kept_headers(std::span<const HttpHeader> headers) const;
  [[nodiscard]] TapeExchange begun(const HttpRequest& request);
  [[nodiscard]] TapeBytes kept(std::string_view bytes);
  void add_piece(TapeExchange& exchange, Milliseconds at, std::string_view bytes);

  Transport& inner_;
  const Clock& clock_;
  std::string base_url_;
  RecordingRules rules_;
  OnFirst on_first_;
  std::vector<TapeExchange> exchanges_;
  std::size_t bytes_ = 0;
  std::size_t pieces_ = 0;
  bool overfull_ = false;
  bool begun_ = false;
};

}  // namespace llamero
