// Uses the public headers only, with a transport of its own.
#include "llamero/client.h"
#include "llamero/ndjson.h"

#include <cstdio>
#include <string>

namespace {

class CannedTransport final : public llamero::Transport {
 public:
  llamero::Result<llamero::HttpResponse> perform(const llamero::HttpRequest&,
                                                 llamero::BodySink& sink,
                                                 std::span<llamero::Watch* const>) override {
    if (auto taken = sink.on_bytes("{\"version\":\"0.17.4\"}"); !taken) {
      return llamero::Unexpected(std::move(taken).error());
    }
    llamero::HttpResponse response;
    response.status = 200;
    return response;
  }
  llamero::Result<void> wait(llamero::Milliseconds, std::span<llamero::Watch* const>) override {
    return {};
  }
};

}  // namespace

int main() {
  CannedTransport transport;
  llamero::Client client(transport, {"http://127.0.0.1:11434", "", "test", ""}, {}, {});
  const auto version = client.version();
  if (!version || *version != "0.17.4") return 1;
  std::puts(version->c_str());
  return 0;
}
