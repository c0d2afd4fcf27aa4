#include "api/token_scanner.h"

#include "api/json_codec.h"
#include "catch.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

using namespace llamero;

namespace {

struct Token {
  std::string content;
  std::string thinking;
};

std::optional<Token> scan(std::string_view line) {
  std::string content;
  std::string thinking;
  json::TokenLine token;
  if (!json::scan_token_line(line, content, thinking, token)) return std::nullopt;
  return Token{std::string(token.content), std::string(token.thinking)};
}

std::string with_content(std::string_view literal) {
  return R"({"message":{"role":"assistant","content":)" + std::string(literal) +
         R"(},"done":false})";
}

}  // namespace

TEST_CASE("plain lines of chat and generate, in any order and spacing", "[json][scanner]") {
  const char* line = GENERATE(
      R"({"model":"m","created_at":"2026","message":{"role":"assistant","content":"Hi"},"done":false})",
      R"({"done":false,"message":{"content":"Hi","role":"assistant"}})",
      R"({"message":{"content":"Hi"},"done":false,"x":null,"y":true,"z":-1.50,"w":"\u00e4"})",
      R"({"response":"Hi","done":false})", "\t{ \"done\" : false ,\r\n \"response\" : \"Hi\" } \n");
  INFO(line);
  const auto token = scan(line);
  REQUIRE(token);
  CHECK(token->content == "Hi");
  CHECK(token->thinking.empty());
}

TEST_CASE("thinking is read where chat and generate put it", "[json][scanner]") {
  CHECK(scan(R"({"message":{"content":"","thinking":"a"},"done":false})")->thinking == "a");
  CHECK(scan(R"({"response":"","thinking":"a","done":false})")->thinking == "a");
  CHECK_FALSE(scan(R"({"message":{"content":""},"thinking":"a","done":false})"));
}

TEST_CASE("content without escapes is not copied", "[json][scanner]") {
  const std::string line = with_content("\"naïve 🦙\"");
  std::string content;
  std::string thinking;
  json::TokenLine token;
  REQUIRE(json::scan_token_line(line, content, thinking, token));
  CHECK(token.content == "naïve 🦙");
  CHECK(token.content.data() == line.data() + line.find("naïve"));
}

TEST_CASE("every escape is decoded", "[json][scanner]") {
  using namespace std::string_literals;
  CHECK(scan(with_content(R"("\"\\\/\b\f\n\r\t")"))->content == "\"\\/\b\f\n\r\t");
  CHECK(scan(with_content(R"("\u0041\u00e4\u20AC\uD83e\udd99")"))->content == "Aä€🦙");
  CHECK(scan(with_content(R"("a\u0000b")"))->content == "a\0b"s);
  CHECK(scan(with_content(R"("\ud800\udc00\udbff\udfff")"))->content ==
        "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF");
  CHECK(scan(with_content(R"("before\n\nafter")"))->content == "before\n\nafter");
}

TEST_CASE("what is not plain is left to the JSON library", "[json][scanner]") {
  const char* line = GENERATE(
      "", "{}", "[]", "null", R"({"done":false})", R"({"message":{},"done":true})",
      R"({"message":{"content":"a"}})", R"({"message":{"content":"a"},"done":false)",
      R"({"message":{"content":"a"},"done":false}})",
      R"({"message":{"content":"a"},"done":false,})",
      R"({"message":{"content":"a","tool_calls":[]},"done":false})",
      R"({"response":"a","tool_calls":[],"done":false})",
      R"({"message":{"content":null},"done":false})", R"({"message":null,"done":false})",
      R"({"message":"a","done":false})", R"({"message":{"content":1},"done":false})",
      R"({"message":{"content":"a"},"done":null})", R"({"message":{"content":"a"},"done":0})",
      R"({"message":{"content":"a"},"done":"false"})",
      R"({"message":{"content":"a"},"response":"b","done":false})",
      R"({"message":{"content":"a","content":"b"},"done":false})",
      R"({"message":{"content":"a"},"message":{"content":"b"},"done":false})",
      R"({"response":"a","response":"b","done":false})",
      R"({"response":"a","done":false,"done":true})",
      R"({"response":"a","done":false,"error":"x"})", R"({"response":"a","d\u006fne":false})",
      R"({"response":"a","done":false,"d\u006fne":true})",
      R"({"response":"a","done":false,"\u0065rror":"x"})",
      R"({"response":"a","done":false,"x":1111111111111111111111111})",
      R"({"response":"a","done":false,"x":[1]})", R"({"response":"a","done":false,"x":{}})",
      R"({"response":"a","done":false,"x":1e999})", R"({"response":"a","done":false,"x":01})",
      R"({"response":"a","done":false,"x":1.})", R"({"response":"a","done":false,"x":-})",
      R"({"response":"a","done":false,"x":nul})", R"({"response":"a","done":false,"x":})",
      R"({"response":"a" "done":false})", R"({"response""a","done":false})",
      R"({response:"a","done":false})", "\xEF\xBB\xBF{\"response\":\"a\",\"done\":false}",
      "{\"response\":\"a\",\"done\":false}\v", "{\"response\":\"a\",\"done\":false}{}");
  INFO(line);
  CHECK_FALSE(scan(line));
}

TEST_CASE("strings that are not valid JSON are not plain", "[json][scanner]") {
  const char* literal =
      GENERATE(R"("\x")", R"("\u12")", R"("\u12g4")", R"("\ud800")", R"("\ud800x")",
               R"("\ud800\n")", R"("\ud800\ud800")", R"("\udc00")", R"("\udc00\ud800")", "\"\n\"",
               "\"\x01\"", "\"\x1f\"", "\"\x80\"", "\"\xC0\x80\"", "\"\xC3\"", "\"\xE2\x82\"",
               "\"\xED\xA0\x80\"", "\"\xF4\x90\x80\x80\"", "\"\xF0\x80\x80\x80\"", "\"\xFF\"",
               "\"1234567\x01\"", "\"12345678\x80\"");
  INFO(literal);
  const std::string line = with_content(literal);
  CHECK_FALSE(scan(line));
  CHECK_FALSE(nlohmann::json::accept(line));
  json::ChunkDecoder decoder;
  const auto chunk = decoder.decode(line);
  REQUIRE_FALSE(chunk);
  CHECK(chunk.error().code == Errc::protocol);
}

TEST_CASE("each special byte is seen at each place of a word", "[json][scanner]") {
  for (int byte = 1; byte < 256; ++byte) {
    for (std::size_t before = 0; before < 18; ++before) {
      const std::string line = with_content("\"" + std::string(before, 'a') +
                                            static_cast<char>(byte) + std::string(9, 'b') + "\"");
      INFO("byte " << byte << " after " << before);
      CHECK(scan(line).has_value() == nlohmann::json::accept(line));
    }
  }
}

TEST_CASE("no beginning of a line is plain", "[json][scanner]") {
  const std::string line = with_content(R"("a\n\u00e4\ud83e\udd99 ä🦙 text of some length")");
  REQUIRE(scan(line));
  for (std::size_t size = 0; size < line.size(); ++size) {
    INFO(size);
    CHECK_FALSE(scan(std::string(line, 0, size)));
    CHECK(json::ends_early(std::string(line, 0, size)));
  }
  CHECK_FALSE(json::ends_early(line));
  CHECK_FALSE(json::ends_early(line + "}"));
  CHECK_FALSE(json::ends_early("garbage"));
}
