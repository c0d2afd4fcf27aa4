#include "net/retrying_transport.h"

#include "catch.hpp"
#include "support/scripted_transport.h"

using namespace llamero;

namespace {

class Collector final : public BodySink {
 public:
  Result<void> on_bytes(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  Result<void> on_batch_end() override { return {}; }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return text.size(); }
  std::string text;
};

class PhaseRecorder final : public Watch {
 public:
  void on_phase(Phase phase) override { phases.push_back(phase); }
  std::vector<Phase> phases;
};

Error refused() {
  return {Errc::connect_failed, "refused"};
}

struct Fixture {
  ScriptedTransport inner;
  std::vector<std::string> notes;
  RetryingTransport transport{
      inner, {2}, [] { return 0.0; }, [this](const std::string& n) { notes.push_back(n); }};
  Collector sink;
  HttpRequest request;

  Fixture() { request.url = "http://gpu.example:11434/api/chat"; }
  Result<HttpResponse> perform(std::span<Watch* const> watches = {}) {
    return transport.perform(request, sink, watches);
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a busy server is asked again, and each retry is told") {
  inner.add(ScriptedAnswer::json("{\"error\":\"busy\"}", 503));
  inner.add(ScriptedAnswer::failure(refused()));
  inner.add(ScriptedAnswer::lines("{}\n"));
  PhaseRecorder recorder;
  std::array<Watch*, 1> watches = {&recorder};
  const auto outcome = perform(watches);
  REQUIRE(outcome);
  CHECK(sink.text == "{}\n");
  CHECK(inner.requests().size() == 3);
  CHECK(inner.waits().size() == 2);
  REQUIRE(notes.size() == 2);
  CHECK_THAT(notes[0], ContainsSubstring("503"));
  CHECK(std::count(recorder.phases.begin(), recorder.phases.end(), Phase::retrying) == 2);
}

TEST_CASE_METHOD(Fixture, "after the last try the outcome stands") {
  for (int i = 0; i < 3; ++i) inner.add(ScriptedAnswer::json("{\"error\":\"busy\"}", 503));
  const auto outcome = perform();
  REQUIRE(outcome);
  CHECK(outcome->status == 503);
  CHECK(inner.requests().size() == 3);
}

TEST_CASE_METHOD(Fixture, "nothing is asked again once a byte got through") {
  ScriptedAnswer answer = ScriptedAnswer::lines("{\"message\":");
  answer.ending = refused();
  inner.add(answer);
  const auto outcome = perform();
  REQUIRE_FALSE(outcome);
  CHECK(inner.requests().size() == 1);
}
