#include "api/json_limits.h"

#include "api/json_codec.h"
#include "catch.hpp"

#include <nlohmann/json.hpp>

#include <string>

using namespace llamero;

namespace {

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

std::string nested_arrays(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

}  // namespace

TEST_CASE("64 levels are read and 65 are not", "[json][limits]") {
  for (const std::size_t depth : {1, 63, 64})
    CHECK_FALSE(json::find_limit_breach(nested_arrays(depth)));
  for (const std::size_t depth : {65, 100'000, 1'000'000}) {
    INFO(depth);
    const auto breach = json::find_limit_breach(nested_arrays(depth));
    REQUIRE(breach);
    CHECK(breach->offset == 64);
    CHECK_FALSE(json::find_limit_breach(nested_arrays(64) + std::string(depth, ']')));
  }
  CHECK(json::find_limit_breach(repeated("{\"a\":", 65)));
  CHECK_FALSE(json::find_limit_breach(repeated("{\"a\":", 64)));
}

TEST_CASE("brackets inside strings are text", "[json][limits]") {
  CHECK_FALSE(json::find_limit_breach("\"" + std::string(100, '[') + "\""));
  CHECK_FALSE(json::find_limit_breach("\"\\\"" + std::string(100, '[') + "\""));
  CHECK(json::find_limit_breach("\"\\\\\"" + std::string(100, '[')));
  CHECK_FALSE(json::find_limit_breach("\"\\"));
}

TEST_CASE("every door of the codec has the limits", "[json][limits]") {
  for (const std::size_t depth : {65, 100'000, 1'000'000}) {
    INFO(depth);
    const std::string deep = "{\"x\":" + nested_arrays(depth) + ",\"done\":true}";
    json::ChunkDecoder decoder;
    CHECK(decoder.decode(deep).error().code == Errc::protocol);
    CHECK(json::decode_progress(deep).error().code == Errc::protocol);
    CHECK(json::decode_version(deep).error().code == Errc::protocol);
    CHECK(json::decode_tags(deep).error().code == Errc::protocol);
    CHECK(json::decode_ps(deep).error().code == Errc::protocol);
    CHECK(json::decode_show(deep).error().code == Errc::protocol);
    CHECK(json::compact(deep).error().code == Errc::protocol);
    CHECK(json::check_user_json(deep, "x").error().code == Errc::usage);
    CHECK_FALSE(json::decode_error_text(deep));
    CHECK_FALSE(json::ends_early(deep));
  }
}

TEST_CASE("values are counted, and keys are none", "[json][limits]") {
  const auto numbers = [](std::size_t count) {
    return "[" + repeated("1,", count - 2) + "1]";  // and the array itself
  };
  CHECK_FALSE(json::find_limit_breach(numbers(json::kMaxValues)));
  CHECK(json::find_limit_breach(numbers(json::kMaxValues + 1)));
  const auto members = [](std::size_t count) {
    return "{" + repeated("\"k\":[],", count - 2) + "\"k\":\"\"}";
  };
  CHECK_FALSE(json::find_limit_breach(members(json::kMaxValues)));
  CHECK(json::find_limit_breach(members(json::kMaxValues + 1)));
}

TEST_CASE("colons that are no JSON do not lift the limit on values", "[json][limits]") {
  const std::string text =
      "[" + repeated("1,", json::kMaxValues + 5) + repeated(":", json::kMaxValues);
  CHECK(json::find_limit_breach(text));
}

TEST_CASE("a NUL byte is refused, which the library takes for the end", "[json][limits]") {
  using namespace std::string_literals;
  const std::string text = "{\"done\":true}\0 anything"s;
  REQUIRE(nlohmann::json::accept(text));
  json::ChunkDecoder decoder;
  const auto chunk = decoder.decode(text);
  REQUIRE_FALSE(chunk);
  CHECK_THAT(chunk.error().message, ContainsSubstring("NUL") && ContainsSubstring("byte 13"));
}
