#include "net/retry_policy.h"

#include "base/url.h"

#include <algorithm>
#include <charconv>

namespace llamero {
namespace {

bool is_local(const HttpRequest& request) {
  if (!request.route.unix_socket.empty()) return true;
  const auto url = parse_url(request.url);
  return url && is_loopback(url->host);
}

bool worth_retrying(const HttpRequest& request, const Error& error) {
  if (error.code == Errc::connect_failed) {
    return error.request_sent ? request.retry == RetryClass::idempotent : !is_local(request);
  }
  return error.code == Errc::timed_out && !error.request_sent;
}

bool worth_retrying(const HttpRequest& request, int status) {
  return request.retry == RetryClass::idempotent &&
         (status == 429 || status == 502 || status == 503);
}

Milliseconds backoff(int attempt, double jitter) {
  const auto longest =
      std::min(RetryPolicy::kFirstLongest * (1 << std::min(attempt - 1, 8)), RetryPolicy::kLongest);
  const auto spread = static_cast<double>((longest - RetryPolicy::kShortest).count());
  return RetryPolicy::kShortest + Milliseconds(static_cast<long>(spread * jitter));
}

}  // namespace

std::optional<Milliseconds> delay_before_retry(const RetryPolicy& policy,
                                               const HttpRequest& request,
                                               const Result<HttpResponse>& outcome, int attempt,
                                               double jitter) {
  if (attempt > policy.retries) return std::nullopt;
  const bool again =
      outcome ? worth_retrying(request, outcome->status) : worth_retrying(request, outcome.error());
  if (!again) return std::nullopt;
  const Milliseconds pause = backoff(attempt, jitter);
  const long asked = outcome ? retry_after_seconds(*outcome) : -1;
  if (asked < 0) return pause;
  const Milliseconds wanted = std::chrono::seconds(std::min(asked, 3600L));
  return std::clamp(wanted, pause, RetryPolicy::kLongestRetryAfter);
}

long retry_after_seconds(const HttpResponse& response) {
  const std::string* value = response.header("Retry-After");
  if (value == nullptr || value->empty()) return -1;
  long seconds = 0;
  const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), seconds);
  if (end != value->data() + value->size() || seconds < 0) return -1;
  if (error == std::errc::result_out_of_range) return 3600;
  return error == std::errc() ? seconds : -1;
}

}  // namespace llamero
