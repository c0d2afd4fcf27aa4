#include "net/retrying_transport.h"

namespace llamero {
namespace {

// Remembers whether anything got through.
class CountingSink final : public BodySink {
 public:
  explicit CountingSink(BodySink& inner) : inner_(inner) {}

  void on_head(int status, std::span<const HttpHeader> headers) override {
    inner_.on_head(status, headers);
  }
  Result<void> on_bytes(std::string_view bytes) override {
    touched_ = true;
    return inner_.on_bytes(bytes);
  }
  Result<void> on_batch_end() override { return inner_.on_batch_end(); }
  [[nodiscard]] bool wants_more() const override { return inner_.wants_more(); }
  [[nodiscard]] bool complete() const override { return inner_.complete(); }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return inner_.progress(); }

  [[nodiscard]] bool touched() const { return touched_; }

 private:
  BodySink& inner_;
  bool touched_ = false;
};

std::string cause(const Result<HttpResponse>& outcome) {
  return outcome ? "status " + std::to_string(outcome->status) : outcome.error().message;
}

}  // namespace

Result<HttpResponse> RetryingTransport::perform(const HttpRequest& request, BodySink& sink,
                                                std::span<Watch* const> watches) {
  CountingSink counting(sink);
  for (int attempt = 1;; ++attempt) {
    auto outcome = inner_.perform(request, counting, watches);
    if (counting.touched()) return outcome;
    const auto delay = delay_before_retry(policy_, request, outcome, attempt, jitter_());
    if (!delay) return outcome;
    note_(cause(outcome) + "; trying again in " + std::to_string(delay->count()) + " ms (" +
          std::to_string(attempt) + " of " + std::to_string(policy_.retries) + ")");
    for (Watch* watch : watches) watch->on_phase(Phase::retrying);
    if (auto waited = inner_.wait(*delay, watches); !waited)
      return Unexpected(std::move(waited).error());
  }
}

}  // namespace llamero
