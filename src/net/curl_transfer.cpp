#include "net/curl_transfer.h"

#include "base/duration.h"
#include "base/trim.h"
#include "net/curl_errors.h"
#include "net/route_options.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <exception>

namespace llamero {
namespace {

constexpr long kReceiveBuffer = 128 * 1024;

// The text of an error is worth waiting for, but not for long.
constexpr Milliseconds kRestOfErrorBody{5'000};

// A vanished peer is noticed after 10 + 4 * 5 = 30 s of silence, or when data that was sent stays
// unacknowledged as long. A model that thinks for minutes is not affected: its kernel answers.
constexpr int kKeepaliveIdleSeconds = 10;
constexpr int kKeepaliveIntervalSeconds = 5;
constexpr int kKeepaliveCount = 4;
constexpr unsigned kUserTimeoutMs = 30'000;

void set_tcp(curl_socket_t socket, int name, int value) {
  setsockopt(socket, IPPROTO_TCP, name, &value, sizeof value);
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

std::string shown_target(const HttpRequest& request) {
  if (!request.route.unix_socket.empty()) return "unix:" + request.route.unix_socket;
  const auto path = request.url.find('/', request.url.find("://") + 3);
  return request.url.substr(0, path);
}

Error current_exception_as_error() {
  try {
    throw;
  } catch (const std::exception& e) {
    return {Errc::protocol, std::string("internal error while reading the answer: ") + e.what()};
  } catch (...) {
    return {Errc::protocol, "internal error while reading the answer"};
  }
}

}  // namespace

CurlTransfer::CurlTransfer(CURL* easy, const HttpRequest& request, const TrustStore& trust,
                           BodySink& sink, std::span<Watch* const> watches)
    : easy_(easy),
      request_(request),
      sink_(sink),
      watches_(watches),
      target_(shown_target(request)) {
  curl_easy_reset(easy_);
  set_options();
  apply_route(easy_, request_.url, request_.route, trust);
  set_body();
  set_headers();
  announce(Phase::connecting);
}

void CurlTransfer::set_options() {
  curl_easy_setopt(easy_, CURLOPT_URL, request_.url.c_str());
  curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy_, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy_, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy_, CURLOPT_BUFFERSIZE, kReceiveBuffer);
  curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(request_.timeouts.connect.count()));
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, error_text_.data());
  curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &CurlTransfer::on_write);
  curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, &CurlTransfer::on_header);
  curl_easy_setopt(easy_, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy_, CURLOPT_PREREQFUNCTION, &CurlTransfer::on_connected);
  curl_easy_setopt(easy_, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(easy_, CURLOPT_RESOLVER_START_FUNCTION, &CurlTransfer::on_resolve);
  curl_easy_setopt(easy_, CURLOPT_RESOLVER_START_DATA, this);
  curl_easy_setopt(easy_, CURLOPT_SOCKOPTFUNCTION, &CurlTransfer::on_socket);
  curl_easy_setopt(easy_, CURLOPT_SOCKOPTDATA, this);
}

void CurlTransfer::set_body() {
  if (request_.body) {
    curl_easy_setopt(easy_, CURLOPT_POST, 1L);
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, request_.body->data());
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request_.body->size()));
  }
  if (request_.method == "HEAD") {
    curl_easy_setopt(easy_, CURLOPT_NOBODY, 1L);
  } else {
    curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }
}

void CurlTransfer::set_headers() {
  curl_slist* list = nullptr;
  const auto add = [&](const std::string& line) {
    if (curl_slist* longer = curl_slist_append(list, line.c_str())) list = longer;
  };
  add("Expect:");  // no 100-continue round trip before a long prompt
  for (const HttpHeader& header : request_.headers) add(header.name + ": " + header.value);
  for (const SecretHeader& header : request_.secret_headers)
    add(Secret(header.name + ": " + header.value.reveal()).reveal());
  headers_.reset(list);
  curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers_.get());
}

void CurlTransfer::announce(Phase phase) {
  for (Watch* watch : watches_) watch->on_phase(phase);
}

std::size_t CurlTransfer::on_write(char* data, std::size_t size, std::size_t count,
                                   void* self) noexcept {
  auto* transfer = static_cast<CurlTransfer*>(self);
  try {
    return transfer->take_body(std::string_view(data, size * count));
  } catch (...) {
    transfer->failure_ = current_exception_as_error();
    return CURL_WRITEFUNC_ERROR;
  }
}

std::size_t CurlTransfer::on_header(char* data, std::size_t size, std::size_t count,
                                    void* self) noexcept {
  auto* transfer = static_cast<CurlTransfer*>(self);
  try {
    transfer->take_header(std::string_view(data, size * count));
    return transfer->failure_ ? CURL_WRITEFUNC_ERROR : size * count;
  } catch (...) {
    transfer->failure_ = current_exception_as_error();
    return CURL_WRITEFUNC_ERROR;
  }
}

int CurlTransfer::on_connected(void* self, char*, char*, int, int) noexcept {
  auto* transfer = static_cast<CurlTransfer*>(self);
  transfer->resolving_ = false;
  transfer->request_sent_ = true;
  transfer->sent_at_ = std::chrono::steady_clock::now();
  transfer->announce(Phase::waiting);
  return CURL_PREREQFUNC_OK;
}

int CurlTransfer::on_resolve(void*, void*, void* self) noexcept {
  static_cast<CurlTransfer*>(self)->resolving_ = true;
  return 0;
}

int CurlTransfer::on_socket(void* self, curl_socket_t socket, curlsocktype) noexcept {
  static_cast<CurlTransfer*>(self)->resolving_ = false;
  const int on = 1;
  // On a unix socket these fail, and there they are not needed.
  setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  set_tcp(socket, TCP_NODELAY, 1);
#ifdef TCP_KEEPIDLE
  set_tcp(socket, TCP_KEEPIDLE, kKeepaliveIdleSeconds);
#endif
  set_tcp(socket, TCP_KEEPINTVL, kKeepaliveIntervalSeconds);
  set_tcp(socket, TCP_KEEPCNT, kKeepaliveCount);
#ifdef TCP_USER_TIMEOUT
  setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &kUserTimeoutMs, sizeof kUserTimeoutMs);
#endif
  return CURL_SOCKOPT_OK;
}

void CurlTransfer::take_header(std::string_view line) {
  if (line.starts_with("HTTP/")) {  // another head follows an interim one (100, 103)
    response_.headers.clear();
    response_.status = 0;
    refused_at_ = SteadyTime();
    const std::size_t space = line.find(' ');
    if (space != std::string_view::npos) {
      std::from_chars(line.data() + space + 1, line.data() + line.size(), response_.status);
    }
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    // The blank line: the head ends.
    if (refused()) refused_at_ = std::chrono::steady_clock::now();
    if (success() && !body_started_) sink_.on_head(response_.status, response_.headers);
    return;
  }
  const std::string_view name = trimmed(line.substr(0, colon));
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (equal_ignoring_case(name, "Content-Encoding") && !equal_ignoring_case(value, "identity")) {
    // Nobody asked for it, so that what unpacks it could only be surprised by what comes out.
    failure_ = Error(
        Errc::protocol,
        target_ + " sent a compressed answer (" + std::string(value) + ") that was not asked for",
        "switch off compression in the proxy for this path");
    return;
  }
  response_.headers.push_back({std::string(name), std::string(value)});
}

std::size_t CurlTransfer::take_body(std::string_view bytes) {
  if (!success()) {
    const std::size_t room = HttpResponse::kMaxErrorBody - response_.body.size();
    response_.body.append(bytes.substr(0, room));
    return bytes.size() < room ? bytes.size() : CURL_WRITEFUNC_ERROR;  // finish() knows
  }
  if (auto taken = take_bytes(bytes); !taken) {
    failure_ = std::move(taken).error();
    return CURL_WRITEFUNC_ERROR;
  }
  return bytes.size();
}

Result<void> CurlTransfer::take_bytes(std::string_view bytes) {
  if (!body_started_) {
    body_started_ = true;
    progress_at_ = std::chrono::steady_clock::now();
    announce(Phase::answering);
  }
  batch_open_ = true;
  return sink_.on_bytes(bytes);
}

void CurlTransfer::note_progress() {
  const auto progress = sink_.progress();
  if (progress == progress_ && progress && !paused_) return;
  progress_ = progress;
  progress_at_ = std::chrono::steady_clock::now();
}

Result<void> CurlTransfer::end_turn() {
  if (batch_open_) {
    batch_open_ = false;
    if (auto ended = sink_.on_batch_end(); !ended) return ended;
  }
  if (!body_started_) return {};
  note_progress();
  const bool hold = !sink_.wants_more() && !sink_.complete();
  if (hold == paused_) return {};
  paused_ = hold;
  curl_easy_pause(easy_, hold ? CURLPAUSE_RECV : CURLPAUSE_CONT);
  return {};
}

Milliseconds CurlTransfer::until_limit(SteadyTime now) const {
  Milliseconds left = std::chrono::hours(1);
  const auto shorten = [&](SteadyTime since, Milliseconds limit) {
    if (limit.count() == 0) return;
    left = std::min(left, std::chrono::ceil<Milliseconds>(std::max(since + limit, now) - now));
  };
  if (refused_at_ != SteadyTime()) {
    shorten(refused_at_, kRestOfErrorBody);
  } else if (request_sent_ && !body_started_) {
    shorten(sent_at_, request_.timeouts.first_byte);
  }
  if (body_started_ && !paused_ && progress_) shorten(progress_at_, request_.timeouts.idle);
  return left;
}

std::optional<Error> CurlTransfer::exceeded_limit(SteadyTime now) const {
  if (until_limit(now).count() > 0) return std::nullopt;
  Error error(
      Errc::timed_out,
      target_ + " did not begin to answer within " + elapsed_text(request_.timeouts.first_byte),
      "--first-byte-timeout changes the limit");
  if (body_started_) {
    error = Error(Errc::cut,
                  "the answer of " + target_ + " stalled: nothing new for " +
                      elapsed_text(request_.timeouts.idle),
                  "--idle-timeout changes the limit");
  }
  error.request_sent = true;
  return error;
}

bool CurlTransfer::wants_certificate(CURLcode code) const {
  if (failure_ || body_started_ || refused() || !request_.url.starts_with("https://")) return false;
  return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_PINNEDPUBKEYNOTMATCH;
}

bool CurlTransfer::wants_alert(CURLcode code) const {
  if (failure_ || response_.status != 0 || !request_.url.starts_with("https://")) return false;
  long made = 0;  // 0: an old connection, which a server may end at any time
  curl_easy_getinfo(easy_, CURLINFO_NUM_CONNECTS, &made);
  return made > 0 && request_sent_ &&
         (code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING);
}

Result<HttpResponse> CurlTransfer::finish(CURLcode code, const CertificateFacts* certificate) {
  // The resolver has answered: its thread is over.
  if (code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_RESOLVE_PROXY) resolving_ = false;
  if (failure_) return Unexpected(*std::move(failure_));
  if (code == CURLE_OK || sink_complete()) return std::move(response_);
  // The error text of an answer that is no success is worth more than its missing end.
  if (refused()) return std::move(response_);
  const Route& route = request_.route;
  FailedTransfer failed;
  failed.code = code;
  failed.detail = error_text_.data();
  failed.target = target_;
  if (uses_proxy(request_.url, route)) failed.proxy = route.proxy.url;
  failed.ca_file = route.tls.ca_file;
  failed.has_client_cert = !route.tls.client_cert.empty();
  failed.certificate = certificate;
  failed.request_sent = request_sent_;
  failed.body_started = body_started_;
  curl_easy_getinfo(easy_, CURLINFO_OS_ERRNO, &failed.os_errno);
  curl_easy_getinfo(easy_, CURLINFO_HTTP_CONNECTCODE, &failed.proxy_status);
  curl_easy_getinfo(easy_, CURLINFO_PROXY_ERROR, &failed.proxy_error);
  curl_easy_getinfo(easy_, CURLINFO_SSL_VERIFYRESULT, &failed.verify_result);
  if (!alert_.empty()) {
    failed.detail = alert_;
    failed.os_errno = 0;
  }
  return Unexpected(describe(failed));
}

}  // namespace llamero
