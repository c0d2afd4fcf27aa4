#include "net/retry_policy.h"

#include "catch.hpp"

using namespace llamero;

namespace {

HttpRequest to(std::string url, RetryClass retry = RetryClass::idempotent) {
  HttpRequest request;
  request.url = std::move(url);
  request.retry = retry;
  return request;
}

Result<HttpResponse> status(int code, std::vector<HttpHeader> headers = {}) {
  HttpResponse response;
  response.status = code;
  response.headers = std::move(headers);
  return response;
}

Result<HttpResponse> failure(Errc code, bool sent) {
  Error error(code, "x");
  error.request_sent = sent;
  return Unexpected(error);
}

bool retried(const HttpRequest& request, const Result<HttpResponse>& outcome) {
  return delay_before_retry({}, request, outcome, 1, 0.5).has_value();
}

const HttpRequest kRemote = to("http://gpu.example:11434/api/chat");
const HttpRequest kLocal = to("http://127.0.0.1:11434/api/chat");
const HttpRequest kCreate = to("http://gpu.example:11434/api/create", RetryClass::connect_only);

}  // namespace

TEST_CASE("what is worth another try") {
  CHECK(retried(kRemote, failure(Errc::connect_failed, false)));
  CHECK(retried(kRemote, failure(Errc::connect_failed, true)));
  CHECK(retried(kRemote, failure(Errc::timed_out, false)));
  CHECK(retried(kRemote, status(429)));
  CHECK(retried(kRemote, status(502)));
  CHECK(retried(kRemote, status(503)));
  CHECK(retried(kLocal, status(503)));
  CHECK(retried(kLocal, failure(Errc::connect_failed, true)));
}

TEST_CASE("what is not") {
  CHECK_FALSE(retried(kLocal, failure(Errc::connect_failed, false)));
  CHECK_FALSE(retried(kRemote, failure(Errc::resolve_failed, false)));
  CHECK_FALSE(retried(kRemote, failure(Errc::timed_out, true)));  // it would restart the load
  CHECK_FALSE(retried(kRemote, failure(Errc::certificate, false)));
  CHECK_FALSE(retried(kRemote, failure(Errc::cut, true)));
  CHECK_FALSE(retried(kRemote, failure(Errc::interrupted, false)));
  for (const int code : {200, 400, 401, 403, 404, 500, 504})
    CHECK_FALSE(retried(kRemote, status(code)));
}

TEST_CASE("a request that changes something is sent again only when it never arrived") {
  CHECK(retried(kCreate, failure(Errc::connect_failed, false)));
  CHECK_FALSE(retried(kCreate, failure(Errc::connect_failed, true)));
  CHECK_FALSE(retried(kCreate, status(503)));
}

TEST_CASE("the number of tries is bounded") {
  const RetryPolicy policy{2};
  CHECK(delay_before_retry(policy, kRemote, status(503), 1, 0));
  CHECK(delay_before_retry(policy, kRemote, status(503), 2, 0));
  CHECK_FALSE(delay_before_retry(policy, kRemote, status(503), 3, 0));
  CHECK_FALSE(delay_before_retry({0}, kRemote, status(503), 1, 0));
}

TEST_CASE("pauses have full jitter between 0.2 s and 2 s") {
  const RetryPolicy policy{100};
  for (int attempt = 1; attempt < 60; ++attempt) {
    CHECK(delay_before_retry(policy, kRemote, status(503), attempt, 0.0)->count() == 200);
    const auto longest = delay_before_retry(policy, kRemote, status(503), attempt, 0.999)->count();
    CHECK(longest > 500);
    CHECK(longest <= 2000);
  }
}

TEST_CASE("Retry-After is honoured and clamped") {
  const auto pause = [](const char* value) {
    return delay_before_retry({}, kRemote, status(503, {{"retry-after", value}}), 1, 0.0)->count();
  };
  CHECK(pause("5") == 5000);
  CHECK(pause("0") == 200);
  CHECK(pause("1000000000") == 30'000);
  CHECK(pause("99999999999999999999999") == 30'000);
  CHECK(pause("-1") == 200);
  CHECK(pause("soon") == 200);
  CHECK(pause("Wed, 21 Oct 2026 07:28:00 GMT") == 200);
  CHECK(pause("") == 200);
}
