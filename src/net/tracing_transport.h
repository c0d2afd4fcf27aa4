// A Transport that tells what goes over the wire, for --verbose. Credentials are never told.
#pragma once

#include "llamero/http.h"

#include <functional>
#include <string>

namespace llamero {

class TracingTransport final : public Transport {
 public:
  using Tell = std::function<void(const std::string& line)>;

  // `inner` must outlive this. `bodies`: the lines of request and answer bodies too.
  TracingTransport(Transport& inner, bool bodies, Tell tell)
      : inner_(inner), bodies_(bodies), tell_(std::move(tell)) {}

  Result<HttpResponse> perform(const HttpRequest& request, BodySink& sink,
                               std::span<Watch* const> watches) override;
  Result<void> wait(Milliseconds duration, std::span<Watch* const> watches) override {
    return inner_.wait(duration, watches);
  }

 private:
  void tell_request(const HttpRequest& request) const;

  Transport& inner_;
  bool bodies_;
  Tell tell_;
};

}  // namespace llamero
