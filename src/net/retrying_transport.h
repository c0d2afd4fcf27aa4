// A Transport that sends a request again where the policy allows it.
#pragma once

#include "llamero/http.h"
#include "net/retry_policy.h"

#include <functional>

namespace llamero {

class RetryingTransport final : public Transport {
 public:
  using Jitter = std::function<double()>;                // uniform in [0, 1)
  using Note = std::function<void(const std::string&)>;  // told about each retry

  // `inner` must outlive this. Never retries once a byte of a 2xx body has reached the sink.
  RetryingTransport(Transport& inner, RetryPolicy policy, Jitter jitter, Note note)
      : inner_(inner), policy_(policy), jitter_(std::move(jitter)), note_(std::move(note)) {}

  Result<HttpResponse> perform(const HttpRequest& request, BodySink& sink,
                               std::span<Watch* const> watches) override;
  Result<void> wait(Milliseconds duration, std::span<Watch* const> watches) override {
    return inner_.wait(duration, watches);
  }

 private:
  Transport& inner_;
  RetryPolicy policy_;
  Jitter jitter_;
  Note note_;
};

}  // namespace llamero
