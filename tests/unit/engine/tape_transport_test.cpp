// Recording and playing, each against fakes and one after the other.
#include "base/base64.h"
#include "catch.hpp"
#include "engine/tape_player.h"
#include "engine/tape_recorder.h"
#include "support/manual_clock.h"
#include "support/scripted_transport.h"

using namespace llamero;

namespace {

class KeepingSink final : public BodySink {
 public:
  std::string body;
  int head_status = 0;

  void on_head(int status, std::span<const HttpHeader> /*headers*/) override {
    head_status = status;
  }
  Result<void> on_bytes(std::string_view bytes) override {
    body += bytes;
    if (refuse) return Unexpected(Error(Errc::server_error, "quoted: " + body));
    return {};
  }
  Result<void> on_batch_end() override { return {}; }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return body.size(); }

  bool refuse = false;
};

HttpRequest request(const std::string& path, std::optional<std::string> body = std::nullopt) {
  HttpRequest made;
  made.url = "http://h:1" + path;
  made.method = body ? "POST" : "GET";
  made.body = std::move(body);
  return made;
}

struct Bench {
  ScriptedTransport inner;
  ManualClock clock;
  int first = 0;

  RecordingTransport recorder(RecordingRules rules = {}) {
    return {inner, clock, "http://h:1", std::move(rules), [this]() -> Result<void> {
              ++first;
              return {};
            }};
  }
  ReplayTransport player(const RecordingTransport& from) {
    Tape tape;
    tape.exchanges = from.exchanges();
    auto again = decode_tape(encode_tape(tape), "t.json");  // through the file's form
    return {*std::move(again), "t.json", "http://h:1", ReplaySpeed::max, clock};
  }
};

Result<HttpResponse> perform(Transport& transport, const HttpRequest& asked, KeepingSink& sink) {
  return transport.perform(asked, sink, {});
}

std::string refusal(Transport& transport, const HttpRequest& asked) {
  KeepingSink sink;
  const auto outcome = perform(transport, asked, sink);
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == Errc::usage);
  return outcome.error().message;
}

}  // namespace

TEST_CASE_METHOD(Bench, "no secret is in what is recorded") {
  auto tape = recorder({.bodies = true, .redact = {"x-team-token"}});
  ScriptedAnswer answer = ScriptedAnswer::json("{}");
  answer.headers.push_back({"Set-Cookie", "s3cret"});
  answer.headers.push_back({"WWW-Authenticate", "s3cret"});
  inner.add(answer);
  HttpRequest asked = request("/api/tags");
  asked.headers = {
      {"Accept", "x"},         {"Authorization", "s3cret"},       {"cookie", "s3cret"},
      {"X-API-Key", "s3cret"}, {"Proxy-Authorization", "s3cret"}, {"X-Team-Token", "s3cret"}};
  asked.secret_headers = {{"X-Odd", Secret("s3cret")}};
  KeepingSink sink;
  REQUIRE(perform(tape, asked, sink));
  Tape whole;
  whole.exchanges = tape.exchanges();
  const std::string text = encode_tape(whole);
  CHECK(text.find("s3cret") == std::string::npos);
  CHECK(text.find(encode_base64("s3cret")) == std::string::npos);
  CHECK(text.find("X-Odd") != std::string::npos);
  CHECK(text.find("application/json") != std::string::npos);
}

TEST_CASE_METHOD(Bench, "what was recorded is played: answers, refusals, errors and cuts") {
  auto tape = recorder();
  Error cut(Errc::cut, "cut off");
  cut.request_sent = true;
  ScriptedAnswer broken = ScriptedAnswer::lines("one\ntwo").cut_at(4);
  broken.ending = cut;
  inner.add(ScriptedAnswer::json("{\"a\":1}"));
  inner.add(ScriptedAnswer::json("{\"error\":\"no\"}", 404));
  inner.add(ScriptedAnswer::failure(Error(Errc::resolve_failed, "no such name")));
  inner.add(broken);
  const std::vector<HttpRequest> all = {request("/a"), request("/b"), request("/c"),
                                        request("/d", "{}")};
  std::vector<std::string> live;
  std::vector<std::string> played;
  const auto note = [](Transport& from, const HttpRequest& asked) {
    KeepingSink sink;
    const auto outcome = perform(from, asked, sink);
    return std::to_string(sink.head_status) + "|" + sink.body + "|" +
           (outcome
                ? std::to_string(outcome->status) + outcome->body + *outcome->header("content-type")
                : outcome.error().message);
  };
  for (const HttpRequest& asked : all) live.push_back(note(tape, asked));
  auto from = player(tape);
  for (const HttpRequest& asked : all) played.push_back(note(from, asked));
  CHECK(live == played);
  CHECK(live[3] == "200|one\ntwo|cut off");
  CHECK(first == 1);
}

TEST_CASE_METHOD(Bench, "nothing is sent where the cassette cannot be written") {
  RecordingTransport tape(inner, clock, "http://h:1", {}, []() -> Result<void> {
    return Unexpected(Error(Errc::output_failed, "full"));
  });
  KeepingSink sink;
  const auto outcome = perform(tape, request("/a"), sink);
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == Errc::output_failed);
  CHECK(inner.requests().empty());
}

TEST_CASE_METHOD(Bench, "without bodies no word of them is kept, and nothing can be played") {
  auto tape = recorder({.bodies = false, .redact = {}});
  inner.add(ScriptedAnswer::json("{\"secret\":1}"));
  inner.add(ScriptedAnswer::json("{\"secret\":1}"));
  inner.add(ScriptedAnswer::failure(Error(Errc::connect_failed, "refused")));
  KeepingSink sink;
  sink.refuse = true;
  CHECK_FALSE(perform(tape, request("/a", "{\"prompt\":\"secret\"}"), sink));
  sink.refuse = false;
  CHECK(perform(tape, request("/b"), sink));
  CHECK_FALSE(perform(tape, request("/c"), sink));
  Tape whole;
  whole.exchanges = tape.exchanges();
  CHECK(encode_tape(whole).find("secret") == std::string::npos);
  auto from = player(tape);
  CHECK_THAT(refusal(from, request("/a", "{\"prompt\":\"secret\"}")),
             ContainsSubstring("the body of the request was recorded as a size"));
  CHECK_THAT(refusal(from, request("/b")), ContainsSubstring("the body of the answer"));
  const auto error = perform(from, request("/c"), sink);  // this one needs no body
  REQUIRE_FALSE(error);
  CHECK(error.error().code == Errc::connect_failed);
}

TEST_CASE_METHOD(Bench, "equal requests get their answers in order, and then none") {
  auto tape = recorder();
  KeepingSink sink;
  for (const char* text : {"1", "2"}) {
    inner.add(ScriptedAnswer::json(text));
    REQUIRE(perform(tape, request("/a", R"({"x":1,"y":2})"), sink));
  }
  auto from = player(tape);
  for (const char* text : {"1", "2"}) {
    KeepingSink played;
    REQUIRE(perform(from, request("/a", R"({"y":2.0, "x":1})"), played));
    CHECK(played.body == text);
  }
  CHECK_THAT(refusal(from, request("/a", R"({"x":1,"y":2})")),
             ContainsSubstring("POST /a: it was recorded 2 times"));
  CHECK_THAT(refusal(from, request("/a", R"({"x":1,"y":3})")),
             ContainsSubstring("differs at \"y\""));
  CHECK_THAT(refusal(from, request("/a")), ContainsSubstring("the nearest recorded is POST /a"));
  CHECK_THAT(refusal(from, request("/b")), ContainsSubstring("it holds POST /a"));
}

TEST_CASE("the limits of a request hold for a recorded answer") {
  const SystemClock clock;
  Tape tape;
  TapeExchange slow;
  slow.method = "GET";
  slow.path = "/a";
  slow.head = TapeHead{200, {}};
  slow.pieces = {{Milliseconds(20), TapeBytes::of("1")}, {Milliseconds(2000), TapeBytes::of("2")}};
  slow.took = Milliseconds(2000);
  tape.exchanges = {slow, slow};
  ReplayTransport from(tape, "t.json", "http://h:1", ReplaySpeed::original, clock);
  HttpRequest asked = request("/a");
  asked.timeouts.first_byte = Milliseconds(5);
  KeepingSink sink;
  auto outcome = perform(from, asked, sink);
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == Errc::timed_out);
  CHECK(sink.body.empty());
  asked.timeouts.first_byte = Milliseconds(0);
  asked.timeouts.idle = Milliseconds(30);
  outcome = perform(from, asked, sink);
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == Errc::cut);
  CHECK(sink.body == "1");
}
