#include "net/masking_transport.h"

#include "net/secret_mask.h"

namespace llamero {
namespace {

SecretMask mask_of(const HttpRequest& request) {
  std::vector<std::string> texts;
  for (const SecretHeader& header : request.secret_headers) {
    const std::string& value = header.value.reveal();
    const std::size_t space = header.name == "Authorization" ? value.find(' ') : std::string::npos;
    texts.push_back(space == std::string::npos ? value : value.substr(space + 1));
  }
  return SecretMask(std::move(texts));
}

void mask_headers(const SecretMask& mask, std::vector<HttpHeader>& headers) {
  for (HttpHeader& header : headers) header.value = mask.masked(std::move(header.value));
}

class MaskingSink final : public BodySink {
 public:
  MaskingSink(SecretMask& mask, BodySink& inner) : mask_(mask), inner_(inner) {}

  void on_head(int status, std::span<const HttpHeader> headers) override {
    std::vector<HttpHeader> masked(headers.begin(), headers.end());
    mask_headers(mask_, masked);
    inner_.on_head(status, masked);
  }
  Result<void> on_bytes(std::string_view bytes) override {
    const std::string_view passed = mask_.pass(bytes);
    return passed.empty() ? Result<void>() : inner_.on_bytes(passed);
  }
  Result<void> on_batch_end() override { return inner_.on_batch_end(); }
  [[nodiscard]] bool wants_more() const override { return inner_.wants_more(); }
  [[nodiscard]] bool complete() const override { return inner_.complete(); }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return inner_.progress(); }

  Result<void> end() {
    const std::string rest = mask_.rest();
    if (rest.empty()) return {};
    if (auto taken = inner_.on_bytes(rest); !taken) return taken;
    return inner_.on_batch_end();
  }

 private:
  SecretMask& mask_;
  BodySink& inner_;
};

}  // namespace

Result<HttpResponse> MaskingTransport::perform(const HttpRequest& request, BodySink& sink,
                                               std::span<Watch* const> watches) {
  SecretMask secrets = mask_of(request);
  if (secrets.empty()) return inner_.perform(request, sink, watches);
  MaskingSink masking(secrets, sink);
  auto outcome = inner_.perform(request, masking, watches);
  if (auto ended = masking.end(); !ended && outcome) return Unexpected(std::move(ended).error());
  if (!outcome) {
    Error error = std::move(outcome).error();
    error.message = secrets.masked(std::move(error.message));
    error.hint = secrets.masked(std::move(error.hint));
    return Unexpected(std::move(error));
  }
  outcome->body = secrets.masked(std::move(outcome->body));
  mask_headers(secrets, outcome->headers);
  return outcome;
}

}  // namespace llamero
