#include "api/json_codec.h"
#include "catch.hpp"

#include <string>
#include <utility>
#include <vector>

#include "unit/api/recorded.h"

using namespace llamero;

TEST_CASE("recorded lists", "[json][decode][wire]") {
  const auto tags = json::decode_tags(recorded("tags").answer.joined());
  REQUIRE(tags);
  REQUIRE(tags->size() == 3);
  CHECK(tags->front().name == "smollm2:135m");
  CHECK(tags->front().size == 98363370);
  CHECK(tags->front().digest.starts_with("4f0ca00cddd6"));
  CHECK(tags->front().details.quantization_level == "Q4_1");
  const auto ps = json::decode_ps(recorded("ps-loaded").answer.joined());
  REQUIRE(ps);
  REQUIRE(ps->size() == 2);
  CHECK(ps->front().name == "smollm2:135m");
  CHECK(ps->front().context_length == 4096);
  CHECK(ps->front().expires_at == "2026-11-23T06:05:29.178717133Z");
  CHECK(json::decode_ps(recorded("v0.6.5/ps").answer.joined())->front().context_length == 0);
  CHECK(*json::decode_version(recorded("version").answer.joined()) == "0.17.4");
}

TEST_CASE("lists of servers that only resemble Ollama", "[json][decode]") {
  CHECK(json::decode_tags(R"({"models":null})")->empty());
  CHECK_FALSE(json::decode_tags(R"({"data":[]})"));
  CHECK_FALSE(json::decode_tags(R"({"models":[7]})"));
  const auto tags =
      json::decode_tags(R"({"models":[{"model":"a/b","digest":"sha256:12","size":-1},{}]})");
  REQUIRE(tags);
  CHECK(tags->at(0).name == "a/b");
  CHECK(tags->at(0).digest == "12");
  CHECK(tags->at(0).size == 0);
  CHECK(tags->at(1).name.empty());
}

TEST_CASE("a recorded model sheet", "[json][decode][wire]") {
  const auto info = json::decode_show(recorded("show").answer.joined());
  REQUIRE(info);
  CHECK(info->details.family == "llama");
  CHECK(info->capabilities == std::vector<std::string>{"completion"});
  REQUIRE_FALSE(info->model_info.empty());
  CHECK(info->model_info.front().first == "general.architecture");
  CHECK(info->model_info.front().second == "llama");
  REQUIRE_FALSE(info->tensors.empty());
  CHECK(info->tensors.back().name == "output_norm.weight");
  CHECK(info->tensors.back().shape == "[576]");
}

TEST_CASE("model info keeps order, digits and last values", "[json][decode]") {
  const auto info = json::decode_show(
      R"({"model_info":{"z":0.00001,"a":"x\ny","b":12345678901234567890123,"z":[1, 2],"\u0063":null}})");
  REQUIRE(info);
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  CHECK(info->model_info ==
        Pairs{{"z", "[1,2]"}, {"a", "x\ny"}, {"b", "12345678901234567890123"}, {"c", "null"}});
}

TEST_CASE("the text of an error body", "[json][decode]") {
  CHECK(json::decode_error_text(R"({"error":"a"})") == "a");
  CHECK(json::decode_error_text(R"({"error":{"message":"a"}})") == "a");
  for (const char* body : {"", "a", "[]", "{}", R"({"error":1})", R"({"error":""})",
                           R"({"error":{"message":1}})", R"({"error":"a")"}) {
    INFO(body);
    CHECK_FALSE(json::decode_error_text(body));
  }
}

TEST_CASE("the user's JSON is checked with line and column", "[json][check]") {
  CHECK(json::check_user_json("{\"a\": [1, 2.5e3, null]}\n", "x"));
  const auto error = json::check_user_json("{\n \"ä\": tru }", "schema.json");
  REQUIRE_FALSE(error);
  CHECK(error.error().code == Errc::usage);
  CHECK_THAT(error.error().message, ContainsSubstring("schema.json:2:10:"));
  CHECK_THAT(json::check_user_json("", "x").error().message, ContainsSubstring("x:1:1:"));
  CHECK_FALSE(json::check_user_json("\xEF\xBB\xBF{}", "x"));
  CHECK_FALSE(json::check_user_json("{} {}", "x"));
  CHECK_FALSE(json::check_user_json("1e999", "x"));
}

TEST_CASE("compact text keeps order and digits", "[json][check]") {
  CHECK(*json::compact("\xEF\xBB\xBF{ \"b\" : [ 1.50 ,\n\t0.00001, 12345678901234567890 ],\r\n"
                       "\"a\" : \" x \\\" \\\\\" , \"a\":{ } }\n") ==
        R"({"b":[1.50,0.00001,12345678901234567890],"a":" x \" \\","a":{}})");
  CHECK(json::compact("{").error().code == Errc::protocol);
  CHECK(json::compact("").error().code == Errc::protocol);
}
