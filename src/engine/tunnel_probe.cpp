#include "engine/tunnel_probe.h"

#include <deque>

namespace llamero {
namespace {

class Ignore final : public BodySink {
 public:
  Result<void> on_bytes(std::string_view /*bytes*/) override {
    begun_ = true;
    return {};
  }
  Result<void> on_batch_end() override { return {}; }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return std::nullopt; }
  [[nodiscard]] bool begun() const { return begun_; }

 private:
  bool begun_ = false;
};

}  // namespace

Result<void> probe_http(Transport& transport, const std::string& socket, const std::string& origin,
                        Milliseconds limit, std::span<Watch* const> watches) {
  HttpRequest request;
  request.url = origin + "/api/version";
  request.route.unix_socket = socket;
  request.timeouts.connect = limit;
  request.timeouts.first_byte = limit;
  std::deque<DeafToPhases> deaf;
  std::vector<Watch*> quiet;
  for (Watch* watch : watches) quiet.push_back(&deaf.emplace_back(*watch));
  Ignore sink;
  auto answer = transport.perform(request, sink, quiet);
  if (answer || (answer.error().code == Errc::cut && sink.begun())) return {};
  return Unexpected(std::move(answer).error());
}

}  // namespace llamero
