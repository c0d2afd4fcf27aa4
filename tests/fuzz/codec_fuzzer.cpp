// What the token scanner accepts, the JSON library must accept and read alike; and no text, however
// odd, makes a decoder do anything but return.
#include "api/json_codec.h"
#include "api/token_scanner.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace llamero;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

std::string text_at(const nlohmann::json& object, const char* key) {
  return object.contains(key) ? object.at(key).get<std::string>() : "";
}

void compare_with_library(std::string_view line) {
  std::string content;
  std::string thinking;
  json::TokenLine token;
  if (!json::scan_token_line(line, content, thinking, token)) return;
  const auto parsed = nlohmann::json::parse(line.begin(), line.end());
  require(parsed.at("done") == false);
  require(!parsed.contains("error") && !parsed.contains("tool_calls"));
  const bool chat = parsed.contains("message");
  require(chat != parsed.contains("response"));
  const auto& holder = chat ? parsed.at("message") : parsed;
  require(!holder.contains("tool_calls"));
  require(token.content == text_at(holder, chat ? "content" : "response"));
  require(token.thinking == text_at(holder, "thinking"));
}

void compact_means_the_same(std::string_view text) {
  const auto compacted = json::compact(text);
  if (!compacted) return;
  require(nlohmann::json::parse(*compacted) == nlohmann::json::parse(text.begin(), text.end()));
  require(json::compact(*compacted).value_or("") == *compacted);
  require(json::check_user_json(*compacted, "x").has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  compare_with_library(text);
  compact_means_the_same(text);
  json::ChunkDecoder decoder;
  static_cast<void>(decoder.decode(text));
  static_cast<void>(json::decode_progress(text));
  static_cast<void>(json::decode_version(text));
  static_cast<void>(json::decode_tags(text));
  static_cast<void>(json::decode_ps(text));
  static_cast<void>(json::decode_show(text));
  static_cast<void>(json::decode_error_text(text));
  static_cast<void>(json::ends_early(text));
  return 0;
}
