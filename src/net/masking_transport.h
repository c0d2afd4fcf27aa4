// A Transport whose answers do not repeat the credentials of their requests: a gateway that
// complains about "invalid key sk-..." speaks to terminals, logs, recordings and bug reports.
#pragma once

#include "llamero/http.h"

namespace llamero {

// Heads, bodies and errors are masked (see SecretMask) with the values of the secret headers of the
// request, without the scheme ("Bearer") of an Authorization. A request that has none costs
// nothing.
class MaskingTransport final : public Transport {
 public:
  // `inner` must outlive this.
  explicit MaskingTransport(Transport& inner) : inner_(inner) {}

  Result<HttpResponse> perform(const HttpRequest& request, BodySink& sink,
                               std::span<Watch* const> watches) override;
  Result<void> wait(Milliseconds duration, std::span<Watch* const> watches) override {
    return inner_.wait(duration, watches);
  }

 private:
  Transport& inner_;
};

}  // namespace llamero
