#include "api/json_codec.h"
#include "catch.hpp"

#include <nlohmann/json.hpp>

using namespace llamero;

TEST_CASE("a chat request holds what was set and nothing else", "[json][encode]") {
  ChatRequest request;
  request.model = "gemma3:1b";
  request.messages = {{"user", "Hi", {}}};
  CHECK(json::encode(request) ==
        R"({"model":"gemma3:1b","messages":[{"role":"user","content":"Hi"}],"stream":true})");
  CHECK(json::encode(ChatRequest{}) == R"({"model":"","messages":[],"stream":true})");
}

TEST_CASE("images go with their message", "[json][encode]") {
  ChatRequest request;
  request.messages = {{"user", "What?", {}, {"iVBO", "/9j/"}}};
  CHECK_THAT(json::encode(request),
             ContainsSubstring(R"({"role":"user","content":"What?","images":["iVBO","/9j/"]})"));
}

TEST_CASE("settings are sent as given and options in their order", "[json][encode]") {
  ChatRequest request;
  request.model = "m";
  request.messages = {{"assistant", "a", "why"}};
  request.settings.options = {{"top_p", {"0.1"}}, {"num_ctx", {"8"}}, {"stop", {R"(["x"])"}}};
  request.settings.format = RawJson{R"({"b":1,"a":12345678901234567890123})"};
  request.settings.keep_alive = RawJson{"-1"};
  request.settings.think = "low";
  CHECK(json::encode(request) ==
        R"({"model":"m","messages":[{"role":"assistant","content":"a","thinking":"why"}],)"
        R"("stream":true,"format":{"b":1,"a":12345678901234567890123},"keep_alive":-1,)"
        R"("think":"low","options":{"top_p":0.1,"num_ctx":8,"stop":["x"]}})");
}

TEST_CASE("true and false of think are booleans", "[json][encode]") {
  ChatRequest request;
  request.settings.think = "true";
  CHECK_THAT(json::encode(request), ContainsSubstring(R"("think":true)"));
  request.settings.think = "false";
  CHECK_THAT(json::encode(request), ContainsSubstring(R"("think":false)"));
  request.settings.think = "high";
  CHECK_THAT(json::encode(request), ContainsSubstring(R"("think":"high")"));
}

TEST_CASE("a generate request", "[json][encode]") {
  GenerateRequest request;
  request.model = "m";
  request.prompt = "p";
  CHECK(json::encode(request) == R"({"model":"m","prompt":"p","stream":true})");
  request.system = "s";
  request.suffix = "";
  request.raw = true;
  CHECK(json::encode(request) ==
        R"({"model":"m","prompt":"p","system":"s","suffix":"","raw":true,"stream":true})");
}

TEST_CASE("pull and show name the model for old servers too", "[json][encode]") {
  CHECK(json::encode_pull("m", false) == R"({"model":"m","name":"m","stream":true})");
  CHECK(json::encode_pull("m", true) ==
        R"({"model":"m","name":"m","insecure":true,"stream":true})");
  CHECK(json::encode_show("m", false) == R"({"model":"m","name":"m"})");
  CHECK(json::encode_show("m", true) == R"({"model":"m","name":"m","verbose":true})");
}

TEST_CASE("any text survives quoting", "[json][encode]") {
  std::string text;
  for (int c = 0; c < 0x80; ++c) text.push_back(static_cast<char>(c));
  text += "\xC3\xA4\xE2\x80\xA8\xF0\x9F\xA6\x99";
  const std::string quoted = json::quote(text);
  CHECK(quoted.find('\n') == std::string::npos);
  CHECK(nlohmann::json::parse(quoted).get<std::string>() == text);
  CHECK(json::quote("") == "\"\"");
}
