#include "llamero/client.h"

#include "catch.hpp"

#include <algorithm>
#include <string>

#include "unit/api/recorded.h"

using namespace llamero;

namespace {

class Deaf final : public Client::StreamView {
 public:
  Result<void> on_chunk(const ChatChunk& /*chunk*/) override { return {}; }
};

Endpoint endpoint() {
  Endpoint endpoint;
  endpoint.base_url = "http://h:1/base";
  endpoint.display = "h";
  endpoint.headers = {{"X-Team", "blue"}};
  endpoint.secret_headers = {{"Authorization", Secret("Bearer s3cret")}};
  return endpoint;
}

std::string header(const HttpRequest& request, const std::string& name) {
  for (const HttpHeader& field : request.headers) {
    if (field.name == name) return field.value;
  }
  return "(none)";
}

const std::string kDone = R"({"done":true,"done_reason":"load"})";

}  // namespace

TEST_CASE("the questions that have one answer", "[client][wire]") {
  ScriptedTransport transport;
  Client client(transport, endpoint(), {}, {});
  transport.add(recorded("version").answer);
  CHECK(*client.version() == "0.17.4");
  transport.add(recorded("tags").answer);
  const auto tags = client.tags();
  REQUIRE(tags);
  CHECK(tags->models.size() == 3);
  CHECK(tags->json == recorded("tags").answer.joined());
  transport.add(recorded("ps-loaded").answer.cut_every(7));
  CHECK(client.ps()->models.size() == 2);
  transport.add(recorded("show").answer);
  CHECK(client.show("smollm2:135m", false)->info.details.family == "llama");

  const HttpRequest& version = transport.requests().front();
  CHECK(version.method == "GET");
  CHECK(version.url == "http://h:1/base/api/version");
  CHECK_FALSE(version.body);
  CHECK(header(version, "Accept") == "application/json");
  CHECK(header(version, "Content-Type") == "(none)");
  CHECK(header(version, "X-Team") == "blue");
  CHECK(header(version, "Authorization") == "(none)");
  CHECK(version.secret_headers.at(0).name == "Authorization");
  CHECK(version.secret_headers.at(0).value.reveal() == "Bearer s3cret");
  CHECK(version.timeouts.first_byte == Milliseconds(30'000));
  const HttpRequest& show = transport.requests().back();
  CHECK(show.method == "POST");
  CHECK(show.body == R"({"model":"smollm2:135m","name":"smollm2:135m"})");
  CHECK(show.timeouts.first_byte == Milliseconds(30'000));
}

TEST_CASE("a call that may load a model waits for it", "[client]") {
  ScriptedTransport transport;
  ClientOptions options;
  options.user_agent = "llamero/0";
  Client client(transport, endpoint(), options, {});
  Deaf view;
  for (int i = 0; i < 4; ++i) transport.add(ScriptedAnswer::json(kDone));
  REQUIRE(client.chat({}, view));
  REQUIRE(client.generate({}, view));
  REQUIRE(client.load("m", RawJson{"\"5m\""}));
  CHECK(client.unload("m")->done_reason == "load");
  for (const HttpRequest& request : transport.requests()) {
    CHECK(request.method == "POST");
    CHECK(request.timeouts.first_byte == Milliseconds(0));
    CHECK(request.timeouts.connect == Milliseconds(10'000));
    CHECK(header(request, "Accept") == "application/x-ndjson");
    CHECK(header(request, "Content-Type") == "application/json");
    CHECK(header(request, "User-Agent") == "llamero/0");
    CHECK(header(request, "Origin") == "(none)");
    CHECK(header(request, "Accept-Encoding") == "(none)");
    CHECK(request.retry == RetryClass::idempotent);
  }
  CHECK(transport.requests()[0].timeouts.idle == Milliseconds(120'000));
  CHECK(transport.requests()[1].timeouts.idle == Milliseconds(120'000));
  CHECK(transport.requests()[2].timeouts.idle == Milliseconds(0));
  CHECK(transport.requests()[0].url == "http://h:1/base/api/chat");
  CHECK(transport.requests()[2].url == "http://h:1/base/api/generate");
  CHECK(transport.requests()[2].body ==
        R"({"model":"m","prompt":"","stream":true,"keep_alive":"5m"})");
  CHECK(transport.requests()[3].body ==
        R"({"model":"m","prompt":"","stream":true,"keep_alive":0})");
}

TEST_CASE("the caller's limits go before the rules", "[client]") {
  ScriptedTransport transport;
  ClientOptions options;
  options.connect_timeout = Milliseconds(1);
  options.first_byte_timeout = Milliseconds(2);
  options.idle_timeout = Milliseconds(3);
  Client client(transport, endpoint(), options, {});
  Deaf view;
  transport.add(ScriptedAnswer::json(kDone));
  transport.add(recorded("version").answer);
  REQUIRE(client.chat({}, view));
  REQUIRE(client.version());
  for (const HttpRequest& request : transport.requests()) {
    CHECK(request.timeouts.connect == Milliseconds(1));
    CHECK(request.timeouts.first_byte == Milliseconds(2));
    CHECK(request.timeouts.idle == Milliseconds(3));
  }
}

TEST_CASE("without a secret there is no header for it", "[client]") {
  ScriptedTransport transport;
  Endpoint endpoint;
  endpoint.base_url = "http://localhost";
  endpoint.display = "unix:/run/o.sock";
  endpoint.route.unix_socket = "/run/o.sock";
  Client client(transport, endpoint, {}, {});
  transport.add(recorded("version").answer);
  REQUIRE(client.version());
  CHECK(transport.requests()[0].route.unix_socket == "/run/o.sock");
  CHECK(header(transport.requests()[0], "Authorization") == "(none)");
  CHECK(header(transport.requests()[0], "User-Agent") == "(none)");
}

TEST_CASE("answers that are none of Ollama's", "[client]") {
  ScriptedTransport transport;
  Client client(transport, endpoint(), {}, {});
  const auto failure = [&](ScriptedAnswer answer) {
    transport.add(std::move(answer));
    const auto version = client.version();
    REQUIRE_FALSE(version);
    CHECK_THAT(version.error().message, ContainsSubstring("h: "));
    return version.error();
  };
  CHECK_THAT(failure(ScriptedAnswer::json("<html>")).message, ContainsSubstring("web page"));
  CHECK_THAT(failure(ScriptedAnswer::of(200, "text/html", "hi")).message,
             ContainsSubstring("web page"));
  CHECK(failure(ScriptedAnswer::json("")).code == Errc::protocol);
  CHECK(failure(ScriptedAnswer::json("{}")).code == Errc::protocol);
  CHECK(failure(ScriptedAnswer::json(R"({"error":"x"})")).code == Errc::server_error);
  CHECK(failure(ScriptedAnswer::json("x", 500)).http_status == 500);
  CHECK(failure(ScriptedAnswer::of(404, "text/plain", "404 page not found")).code ==
        Errc::endpoint_not_found);
}

TEST_CASE("answers have a size", "[client]") {
  ScriptedTransport transport;
  Client client(transport, endpoint(), {}, {});
  constexpr std::size_t mib = 1 << 20;
  // No JSON: a body that is not too large is refused for that, and quickly.
  const auto refusal = [&](std::size_t size, bool verbose) {
    transport.add(ScriptedAnswer::json(std::string(size, 'x')).cut_every(mib));
    return client.show("m", verbose).error().message;
  };
  CHECK_THAT(refusal(16 * mib, false), ContainsSubstring("not valid JSON"));
  CHECK_THAT(refusal(16 * mib + 1, false), ContainsSubstring("larger than 16777216 bytes"));
  CHECK_THAT(refusal(16 * mib + 1, true), ContainsSubstring("not valid JSON"));
  CHECK_THAT(refusal(64 * mib + 1, true), ContainsSubstring("larger than 67108864 bytes"));
}

TEST_CASE("transport errors pass through", "[client]") {
  ScriptedTransport transport;
  Client client(transport, endpoint(), {}, {});
  for (const Errc code :
       {Errc::resolve_failed, Errc::timed_out, Errc::interrupted, Errc::deadline}) {
    transport.add(ScriptedAnswer::failure(Error(code, "x")));
    CHECK(client.version().error().code == code);
  }
}

TEST_CASE("headers are found in any case, the first one", "[http]") {
  HttpResponse response;
  response.headers = {{"content-TYPE", "a"}, {"Content-Type", "b"}, {"Content-Typ", "c"}};
  REQUIRE(response.header("Content-Type") != nullptr);
  CHECK(*response.header("Content-Type") == "a");
  CHECK(response.header("Content") == nullptr);
}
