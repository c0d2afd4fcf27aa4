#include "engine/raw_call.h"

#include "catch.hpp"
#include "support/scripted_transport.h"
#include "support/string_output.h"

using namespace llamero;

TEST_CASE("paths stay below the server's address") {
  CHECK(*raw_path("/api/tags") == "/api/tags");
  CHECK(*raw_path("api/tags?x=a..b://c") == "/api/tags?x=a..b://c");
  CHECK(*raw_path("/api/blobs/sha256:ab") == "/api/blobs/sha256:ab");
  CHECK(*raw_path("/a/...") == "/a/...");
  const auto bad = GENERATE(values<std::string>(
      {"", "http://other/api", "//other/api", "/a/../b", "..", "/a/%2e%2E/b", "/a/.", "/a b",
       "/a\nb", "/a\tb", "/a\\b", "/a#b", "/\xc3\xa4", std::string("/a\0b", 4), "/a\x7f"}));
  CAPTURE(bad);
  CHECK_FALSE(raw_path(bad));
}

TEST_CASE("only what may be done twice is sent twice") {
  CHECK(raw_retry_class("GET", "/any") == RetryClass::idempotent);
  CHECK(raw_retry_class("POST", "/api/chat?x=1") == RetryClass::idempotent);
  CHECK(raw_retry_class("POST", "/api/blobs/sha256:a") == RetryClass::idempotent);
  for (const char* path : {"/api/create", "/api/push", "/api/copy", "/unknown", "/api/chat/"})
    CHECK(raw_retry_class("POST", path) == RetryClass::connect_only);
  CHECK(raw_retry_class("DELETE", "/api/delete") == RetryClass::connect_only);
}

TEST_CASE("a request takes the credentials and the user's headers") {
  Endpoint endpoint;
  endpoint.base_url = "http://h:1/base";
  endpoint.secret_headers = {{"Authorization", Secret("x")}};
  RawCall call{"POST", "/api/chat", {{"content-type", "text/plain"}}, "b"};
  ClientOptions options;
  options.user_agent = "llamero/0";
  const HttpRequest made = raw_request(call, endpoint, options);
  CHECK(made.url == "http://h:1/base/api/chat");
  CHECK(made.secret_headers.size() == 1);
  CHECK(made.headers.size() == 3);
  CHECK(made.headers.back().value == "text/plain");
  CHECK(made.timeouts.first_byte == Milliseconds(0));
  call.method = "GET";
  CHECK(raw_request(call, endpoint, options).timeouts.first_byte == Milliseconds(30'000));
}

TEST_CASE("a line stream is judged by its lines, any other body by HTTP") {
  struct Row {
    const char* type;
    const char* body;
    std::optional<Errc> code;
  };
  const auto row = GENERATE(values<Row>({
      {"application/x-ndjson", "{\"done\":false}\n{\"done\":true}\n", std::nullopt},
      {"application/x-ndjson; charset=utf-8", "{\"status\":\"success\"}", std::nullopt},
      {"application/x-ndjson", "{\"done\":false}\n", Errc::cut},
      {"application/x-ndjson", "", Errc::cut},
      {"application/x-ndjson", "{\"x\":{\"done\":true}}\n", Errc::cut},
      {"application/x-ndjson", "{\"done\":false}\n{\"error\":\"out of memory\"}\n",
       Errc::server_error},
      {"application/json", "{\"done\":false}", std::nullopt},
      {"text/html", "<html>", std::nullopt},
      {"", "", std::nullopt},
  }));
  StringOutput out;
  RawAnswer answer(out, {.where = "h", .call = "POST /x", .model = ""}, false);
  ScriptedTransport transport;
  transport.add(ScriptedAnswer::of(200, row.type, row.body));
  const auto judged = answer.judge(transport.perform({}, answer, {}));
  CAPTURE(row.type, row.body);
  CHECK(judged.has_value() == !row.code.has_value());
  if (!judged) CHECK(judged.error().code == *row.code);
  static_cast<void>(out.flush());
  CHECK(out.written() == row.body);
}
