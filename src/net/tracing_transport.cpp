#include "net/tracing_transport.h"

#include <strings.h>

#include <array>
#include <chrono>

namespace llamero {
namespace {

bool is_secret(const std::string& header) {
  constexpr std::array kSecret = {"authorization", "proxy-authorization", "cookie", "set-cookie"};
  for (const char* name : kSecret) {
    if (strcasecmp(header.c_str(), name) == 0) return true;
  }
  return false;
}

std::string header_line(const HttpHeader& header) {
  return header.name + ": " + (is_secret(header.name) ? "(hidden)" : header.value);
}

class TracingSink final : public BodySink {
 public:
  TracingSink(BodySink& inner, bool bodies, const TracingTransport::Tell& tell)
      : inner_(inner), bodies_(bodies), tell_(tell) {}

  void on_head(int status, std::span<const HttpHeader> headers) override {
    inner_.on_head(status, headers);
  }
  Result<void> on_bytes(std::string_view bytes) override {
    bytes_ += bytes.size();
    if (bodies_) tell_("< " + std::string(bytes.substr(0, bytes.find_last_not_of('\n') + 1)));
    return inner_.on_bytes(bytes);
  }
  Result<void> on_batch_end() override { return inner_.on_batch_end(); }
  [[nodiscard]] bool wants_more() const override { return inner_.wants_more(); }
  [[nodiscard]] bool complete() const override { return inner_.complete(); }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return inner_.progress(); }

  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  BodySink& inner_;
  bool bodies_;
  const TracingTransport::Tell& tell_;
  std::size_t bytes_ = 0;
};

}  // namespace

void TracingTransport::tell_request(const HttpRequest& request) const {
  tell_("> " + request.method + " " + request.url +
        (request.route.unix_socket.empty() ? "" : " over " + request.route.unix_socket));
  for (const HttpHeader& header : request.headers) tell_("> " + header_line(header));
  for (const SecretHeader& header : request.secret_headers)
    tell_("> " + header.name + ": (hidden)");
  if (!request.body) return;
  tell_(bodies_ ? "> " + *request.body : "> (" + std::to_string(request.body->size()) + " bytes)");
}

Result<HttpResponse> TracingTransport::perform(const HttpRequest& request, BodySink& sink,
                                               std::span<Watch* const> watches) {
  tell_request(request);
  TracingSink tracing(sink, bodies_, tell_);
  const auto start = std::chrono::steady_clock::now();
  auto outcome = inner_.perform(request, tracing, watches);
  const auto took =
      std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - start);
  const std::string time = " after " + std::to_string(took.count()) + " ms";
  if (!outcome) {
    tell_("< failed" + time + ": " + outcome.error().message);
    return outcome;
  }
  tell_("< " + std::to_string(outcome->status) + time + ", " +
        std::to_string(tracing.bytes() + outcome->body.size()) + " bytes");
  for (const HttpHeader& header : outcome->headers) tell_("< " + header_line(header));
  return outcome;
}

}  // namespace llamero
