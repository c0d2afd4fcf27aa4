#include "net/curl_transport.h"

#ifdef LLAMERO_STATIC_LIBC
#include <nss.h>
#endif

#include "net/alert_probe.h"
#include "net/certificate_probe.h"
#include "net/curl_transfer.h"
#include "net/route_options.h"
#include "net/watch_loop.h"

#include <algorithm>
#include <new>
#include <optional>

namespace llamero {
namespace {

// After the final line the end of the body is awaited this long, because only a connection whose
// answer was read to its end can serve the next turn of a chat.
constexpr Milliseconds kGraceForEnd{50};

// Whoever only wants to know more about a failure does not wait long for it.
constexpr Milliseconds kProbeLimit{3'000};
constexpr Milliseconds kAlertLimit{1'000};

Milliseconds probe_limit(const HttpRequest& request, Milliseconds most) {
  const Milliseconds asked = request.timeouts.connect;
  return asked.count() == 0 ? most : std::min(asked, most);
}

std::optional<CURLcode> finished(CURLM* multi) {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
    if (message->msg == CURLMSG_DONE) return message->data.result;
  }
  return std::nullopt;
}

}  // namespace

void CurlTransport::open() {
  if (multi_ && easy_) return;
#ifdef LLAMERO_STATIC_LIBC
  // Else the resolver would load the modules that nsswitch.conf names, and a second libc with them.
  __nss_configure_lookup("hosts", "files dns");
#endif
  if (!multi_) multi_.reset(curl_multi_init());
  if (!easy_) easy_.reset(curl_easy_init());
  if (!multi_ || !easy_) throw std::bad_alloc();
}

void CurlTransport::close(const CurlTransfer& transfer) {
  if (transfer.resolving()) {
    // libcurl would wait for its resolver thread, for seconds where no resolver answers. A person
    // who pressed Ctrl-C has waited long enough: the handles are left to the end of the process.
    static_cast<void>(easy_.release());
    static_cast<void>(multi_.release());
    return;
  }
  curl_multi_remove_handle(multi_.get(), easy_.get());
}

Result<CURLcode> CurlTransport::run(CurlTransfer& transfer, std::span<Watch* const> watches) {
  std::optional<SteadyTime> complete_at;
  while (true) {
    int running = 0;
    curl_multi_perform(multi_.get(), &running);
    const auto code = finished(multi_.get());
    if (auto ended = transfer.end_turn(); !ended && !code)
      return Unexpected(std::move(ended).error());
    if (code) return *code;

    const SteadyTime now = std::chrono::steady_clock::now();
    Milliseconds limit = transfer.until_limit(now);
    if (transfer.sink_complete()) {
      if (!complete_at) complete_at = now;
      if (now >= *complete_at + kGraceForEnd) return CURLE_OK;
      limit = kGraceForEnd;
    } else if (transfer.error_body_overdue(now)) {
      return CURLE_OK;
    } else if (auto error = transfer.exceeded_limit(now)) {
      return Unexpected(*std::move(error));
    }
    if (auto served = wait_turn(multi_.get(), watches, limit); !served) {
      return Unexpected(std::move(served).error());
    }
  }
}

void CurlTransport::take_route(const Route& route) {
  if (route_ && !same_route(*route_, route)) {
    // Not left to libcurl, which compares neither the client's key nor the case of a pin before it
    // uses a connection or a TLS session again.
    easy_.reset();
    multi_.reset();
  }
  route_ = route;
}

Result<std::optional<CertificateFacts>> CurlTransport::certificate_of(
    const HttpRequest& request, std::span<Watch* const> watches) {
  open();
  return probe_certificate(multi_.get(), request.url, request.route, trust_,
                           probe_limit(request, kProbeLimit), watches);
}

Result<void> CurlTransport::look_for_alert(CurlTransfer& transfer, const HttpRequest& request,
                                           std::span<Watch* const> watches) {
  auto text = probe_alert(multi_.get(), request.url, request.route, trust_,
                          probe_limit(request, kAlertLimit), watches);
  if (!text) return Unexpected(std::move(text).error());
  transfer.note_alert(*std::move(text));
  return {};
}

Result<HttpResponse> CurlTransport::perform(const HttpRequest& request, BodySink& sink,
                                            std::span<Watch* const> watches) {
  if (auto error = reason_not_to_send(request)) return Unexpected(*std::move(error));
  take_route(request.route);
  open();
  CurlTransfer transfer(easy_.get(), request, trust_, sink, watches);
  if (curl_multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) throw std::bad_alloc();
  auto code = run(transfer, watches);
  if (!code) {
    close(transfer);
    return Unexpected(std::move(code).error());
  }
  if (transfer.wants_certificate(*code)) {
    close(transfer);
    const auto certificate = certificate_of(request, watches);
    if (!certificate) return Unexpected(certificate.error());
    return transfer.finish(*code, *certificate ? &**certificate : nullptr);
  }
  if (transfer.wants_alert(*code)) {
    close(transfer);
    if (auto noted = look_for_alert(transfer, request, watches); !noted)
      return Unexpected(std::move(noted).error());
    return transfer.finish(*code, nullptr);
  }
  auto result = transfer.finish(*code, nullptr);
  close(transfer);
  return result;
}

Result<void> CurlTransport::wait(Milliseconds duration, std::span<Watch* const> watches) {
  open();
  const SteadyTime end = std::chrono::steady_clock::now() + duration;
  while (true) {
    const SteadyTime now = std::chrono::steady_clock::now();
    if (now >= end) return {};
    const auto left = std::chrono::ceil<Milliseconds>(end - now);
    if (auto served = wait_turn(multi_.get(), watches, left); !served) return served;
  }
}

}  // namespace llamero
