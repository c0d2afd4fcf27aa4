// When a request is sent again, and after how long: a pure table, so that it can be tested as one.
#pragma once

#include "llamero/http.h"

#include <optional>

namespace llamero {

struct RetryPolicy {
  int retries = 2;  // after the first try

  // Full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter") between these bounds.
  static constexpr Milliseconds kShortest{200};
  static constexpr Milliseconds kFirstLongest{600};  // doubled for each further try
  static constexpr Milliseconds kLongest{2000};
  // A server may ask for more; nobody is kept waiting for longer than this.
  static constexpr Milliseconds kLongestRetryAfter{30'000};
};

// nullopt: the outcome stands. `attempt` counts from 1; `jitter` is uniform in [0, 1). Connect
// errors, 429, 502 and 503 are worth another try; a refused loopback is not (nothing will listen
// there in a second), a name without address is not, and 504 is not: it would restart the load of
// the model that the proxy got tired of waiting for.
[[nodiscard]] std::optional<Milliseconds> delay_before_retry(const RetryPolicy& policy,
                                                             const HttpRequest& request,
                                                             const Result<HttpResponse>& outcome,
                                                             int attempt, double jitter);

// The seconds of a Retry-After header; -1 where there is none or it is not a plain number (an HTTP
// date would need the server's clock to be right).
[[nodiscard]] long retry_after_seconds(const HttpResponse& response);

}  // namespace llamero
