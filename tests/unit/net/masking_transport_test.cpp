#include "net/masking_transport.h"

#include "catch.hpp"
#include "support/scripted_transport.h"

using namespace llamero;

namespace {

class Collector final : public BodySink {
 public:
  void on_head(int, std::span<const HttpHeader> headers) override {
    head.assign(headers.begin(), headers.end());
  }
  Result<void> on_bytes(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  Result<void> on_batch_end() override { return {}; }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return text.size(); }

  std::vector<HttpHeader> head;
  std::string text;
};

struct Fixture {
  ScriptedTransport inner;
  MaskingTransport transport{inner};
  Collector sink;
  HttpRequest request;

  Fixture() {
    request.url = "https://gpu.example/api/chat";
    request.secret_headers.push_back({"Authorization", Secret("Bearer tok-4711-secret")});
    request.secret_headers.push_back({"X-Key", Secret("my key 0815")});
  }
  Result<HttpResponse> perform() { return transport.perform(request, sink, {}); }
};

}  // namespace

TEST_CASE("a refusal that repeats the credentials is masked") {
  Fixture f;
  ScriptedAnswer answer = ScriptedAnswer::json("no: tok-4711-secret, my key 0815", 401);
  answer.headers.push_back({"X-Seen", "Bearer tok-4711-secret"});
  f.inner.add(answer);
  const auto response = f.perform();
  REQUIRE(response);
  CHECK(response->body == "no: ***************, ***********");
  CHECK(*response->header("x-seen") == "Bearer ***************");
  CHECK(f.inner.requests()[0].secret_headers[0].value.reveal() == "Bearer tok-4711-secret");
}

TEST_CASE("a stream that repeats a credential is masked, however it is cut") {
  Fixture f;
  ScriptedAnswer answer = ScriptedAnswer::lines("{\"a\":\"tok-4711-secret\"}\n").cut_every(1);
  answer.headers.push_back({"X-Seen", "my key 0815"});
  f.inner.add(answer);
  REQUIRE(f.perform());
  CHECK(f.sink.text == "{\"a\":\"***************\"}\n");
  CHECK(f.sink.head.back().value == "***********");
}

TEST_CASE("what was held back of a stream that is cut comes before its error") {
  Fixture f;
  ScriptedAnswer answer = ScriptedAnswer::lines("half a tok-47");
  answer.ending = Error(Errc::cut, "cut after tok-4711-secret", "not my key 0815");
  f.inner.add(answer);
  const auto response = f.perform();
  REQUIRE_FALSE(response);
  CHECK(f.sink.text == "half a tok-47");
  CHECK(response.error().code == Errc::cut);
  CHECK(response.error().message == "cut after ***************");
  CHECK(response.error().hint == "not ***********");
}

TEST_CASE("a request without secrets is passed on as it is") {
  Fixture f;
  f.request.secret_headers.clear();
  f.inner.add(ScriptedAnswer::lines("tok-4711-secret"));
  REQUIRE(f.perform());
  CHECK(f.sink.text == "tok-4711-secret");
}
