#include "api/api_error.h"

#include "catch.hpp"

#include <limits>
#include <string>
#include <vector>

#include "unit/api/recorded.h"

using namespace llamero;

namespace {

CallContext chat_of(std::string model) {
  CallContext context;
  context.where = "http://h:1";
  context.call = "POST /api/chat";
  context.model = std::move(model);
  return context;
}

HttpResponse response(int status, std::string body, std::vector<HttpHeader> headers = {}) {
  HttpResponse answer;
  answer.status = status;
  answer.body = std::move(body);
  answer.headers = std::move(headers);
  return answer;
}

Error error_of(const HttpResponse& answer, const CallContext& context = chat_of("nope")) {
  const auto error = error_of_answer(context, answer);
  REQUIRE(error);
  CHECK(error->http_status == answer.status);
  CHECK(error->message.size() <= kMaxErrorText);
  CHECK(error->message.find('\n') == std::string::npos);
  CHECK_THAT(error->message, ContainsSubstring("http://h:1: "));
  return *error;
}

HttpResponse replayed(const std::string& name) {
  const ScriptedAnswer answer = recorded(name).answer;
  return response(answer.status, answer.joined(), answer.headers);
}

}  // namespace

TEST_CASE("each status has its error", "[api_error]") {
  const std::vector<std::pair<int, Errc>> table = {{100, Errc::protocol},
                                                   {301, Errc::protocol},
                                                   {302, Errc::protocol},
                                                   {307, Errc::protocol},
                                                   {308, Errc::protocol},
                                                   {400, Errc::server_error},
                                                   {401, Errc::unauthorized},
                                                   {403, Errc::forbidden},
                                                   {404, Errc::endpoint_not_found},
                                                   {405, Errc::endpoint_not_found},
                                                   {407, Errc::proxy_auth},
                                                   {408, Errc::server_error},
                                                   {418, Errc::server_error},
                                                   {429, Errc::busy},
                                                   {499, Errc::server_error},
                                                   {500, Errc::server_error},
                                                   {501, Errc::server_error},
                                                   {502, Errc::gateway},
                                                   {503, Errc::busy},
                                                   {504, Errc::gateway},
                                                   {599, Errc::server_error},
                                                   {600, Errc::protocol},
                                                   {0, Errc::protocol}};
  for (const auto& [status, code] : table) {
    INFO(status);
    CHECK(error_of(response(status, "")).code == code);
    CHECK(error_of(response(status, R"({"error":"some text"})")).code == code);
    CHECK(error_of(response(status, "<html>\r\n<h1>text</h1>")).code == code);
  }
  for (const int status : {200, 201, 204, 299})
    CHECK_FALSE(error_of_answer(chat_of(""), response(status, "")));
}

TEST_CASE("a missing model names the command that fetches it", "[api_error][wire]") {
  for (const char* name : {"chat-missing-model", "show-missing", "v0.6.5/chat-missing-model"}) {
    INFO(name);
    const Error error = error_of(replayed(name));
    CHECK(error.code == Errc::model_not_found);
    CHECK(error.hint == "llamero pull nope");
    CHECK_THAT(error.message, ContainsSubstring("nope") && ContainsSubstring("not found"));
  }
  CHECK(error_of(replayed("chat-missing-model"), chat_of("")).code == Errc::endpoint_not_found);
  CallContext pull = chat_of("nope");
  pull.is_pull = true;
  const Error error = error_of(replayed("pull-unary-missing"), pull);
  CHECK(error.code == Errc::model_not_found);
  CHECK_THAT(error.hint, !ContainsSubstring("llamero pull"));
  CHECK(error_of(replayed("pull-unary-missing")).code == Errc::server_error);
  CHECK(error_of(response(500, R"({"error":"model 'nope' not found"})")).code ==
        Errc::server_error);
}

TEST_CASE("an address that is not Ollama's is no missing model", "[api_error][wire]") {
  for (const char* name : {"route-missing", "method-wrong", "v0.6.5/method-wrong"}) {
    const Error error = error_of(replayed(name));
    CHECK(error.code == Errc::endpoint_not_found);
    CHECK_THAT(error.message, ContainsSubstring("POST /api/chat"));
    CHECK_FALSE(error.hint.empty());
  }
  CHECK(error_of(response(404, R"({"detail":"Not Found"})")).code == Errc::endpoint_not_found);
  CHECK(error_of(response(404, R"({"error":"Invalid URL"})")).code == Errc::endpoint_not_found);
}

TEST_CASE("an empty 403 is Ollama's host check", "[api_error][wire]") {
  for (const char* name : {"host-refused", "origin-refused"})
    CHECK_THAT(error_of(replayed(name)).message, ContainsSubstring("host"));
  const Error other = error_of(response(403, R"({"error":"ollama cloud is disabled"})"));
  CHECK(other.code == Errc::forbidden);
  CHECK_THAT(other.message,
             ContainsSubstring("ollama cloud is disabled") && !ContainsSubstring("check"));
}

TEST_CASE("Retry-After is seconds or nothing", "[api_error]") {
  const auto seconds = [](const std::string& value) {
    return error_of(response(503, "", {{"retry-after", value}})).retry_after_s;
  };
  constexpr long longest = std::numeric_limits<long>::max();
  CHECK(seconds("5") == 5);
  CHECK(seconds(" 5 ") == 5);
  CHECK(seconds("0") == 0);
  CHECK(seconds(std::to_string(longest)) == longest);
  CHECK(seconds(std::string(40, '9')) == longest);
  for (const char* value : {"", "-1", "+5", "1e9", "5s", "5.0", "Fri, 31 Dec 1999 23:59:59 GMT"}) {
    INFO(value);
    CHECK(seconds(value) == -1);
  }
  CHECK(error_of(response(503, "")).retry_after_s == -1);
}

TEST_CASE("a redirect is named and not followed", "[api_error]") {
  const Error error = error_of(response(307, "", {{"Location", "https://evil/\r\n x"}}));
  CHECK_THAT(error.message,
             ContainsSubstring("https://evil/ x") && ContainsSubstring("not followed"));
  CHECK_THAT(error_of(response(302, "")).message, ContainsSubstring("nowhere"));
}

TEST_CASE("a gateway's timeout says whose it was", "[api_error]") {
  CHECK_THAT(error_of(response(504, "<html>")).message, ContainsSubstring("gave up waiting"));
  CHECK_THAT(error_of(response(504, "<html>")).hint, ContainsSubstring("loading"));
  CHECK_THAT(error_of(response(502, "no\nupstream")).message, ContainsSubstring("no upstream"));
}

TEST_CASE("a compressed answer is refused whatever its status", "[api_error]") {
  for (const int status : {200, 404, 500}) {
    CHECK(error_of(response(status, "", {{"content-encoding", "gzip"}})).code == Errc::protocol);
  }
  CHECK_FALSE(error_of_answer(chat_of(""), response(200, "", {{"Content-Encoding", "Identity"}})));
}

TEST_CASE("a page in a 200 is no answer", "[api_error]") {
  const auto error = error_of(response(200, "", {{"Content-Type", "Text/HTML; charset=utf-8"}}));
  CHECK(error.code == Errc::protocol);
  CHECK_THAT(error.message, ContainsSubstring("web page"));
  CHECK(is_web_page("\xEF\xBB\xBF\r\n <!doctype html>"));
  CHECK_FALSE(is_web_page("{\"a\":\"<\"}"));
  CHECK_FALSE(is_web_page(""));
}

TEST_CASE("the server's words are kept, on one line and within bounds", "[api_error]") {
  CHECK(error_of(response(500, R"({"error":"a\n  b\u001b[31m"})")).message ==
        "http://h:1: a b\x1b[31m");
  const Error plain = error_of(response(500, std::string(1000, 'x')));
  CHECK_THAT(plain.message, ContainsSubstring("status 500") && ContainsSubstring("x…"));
  CHECK(plain.message.size() < 300);
  std::string text;
  for (int i = 0; i < 200; ++i) text += "🦙";
  const Error cut = error_of(response(500, "{\"error\":\"" + text + "\"}"));
  CHECK(cut.message.size() <= kMaxErrorText);
  CHECK(cut.message.size() > kMaxErrorText - 8);
  CHECK(cut.message.ends_with("🦙…"));
}

TEST_CASE("one_line", "[api_error]") {
  CHECK(one_line("", 10).empty());
  CHECK(one_line(" \r\n ", 10).empty());
  CHECK(one_line(" a\r\n\tb ", 10) == "a b");
  CHECK(one_line("1234567890", 10) == "1234567890");
  CHECK(one_line("12345678901", 10) == "1234567…");
  CHECK(one_line("123456ä8901", 10) == "123456…");
  CHECK(one_line(std::string(20, '\x80'), 10).size() <= 10);
}
