// JSON in and out of the API's types. One of the three doors where exceptions of third parties
// become a Result. Limits of every text that is read: 64 levels, 2,000,000 values.
#pragma once

#include "llamero/result.h"
#include "llamero/types.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llamero::json {

inline constexpr int kMaxDepth = 64;
inline constexpr std::size_t kMaxValues = 2'000'000;

// Requests.
[[nodiscard]] std::string encode(const ChatRequest& request);
[[nodiscard]] std::string encode(const GenerateRequest& request);
// Asks for the prompt that the server would make of `request`, by a field that no document of the
// API names (since 0.11.5). An older server would generate instead: at most one token.
[[nodiscard]] std::string encode_render(const ChatRequest& request);
[[nodiscard]] std::string encode_pull(std::string_view model, bool insecure);
[[nodiscard]] std::string encode_show(std::string_view model, bool verbose);
// A JSON string literal, quotes included. `text` must be valid UTF-8.
[[nodiscard]] std::string quote(std::string_view text);

// Answers. Errors: Errc::protocol with what was wrong and the byte offset (never the text itself);
// Errc::server_error when the object is `{"error": …}`, with the server's text as the message.
// Of a known field, null counts as absent, the last of several stands, a number below zero is read
// as 0, and a wrong type is an error that names the field. Unknown fields are not looked at.

// Decodes one line of a chat or generate stream. The common line (a token and nothing unusual) is
// read by a scanner; every other by the JSON library, with the same result. The views of the chunk
// point into `line` or the decoder: they are valid until the next call, and as long as the line.
class ChunkDecoder {
 public:
  Result<ChatChunk> decode(std::string_view line);
  // The common line only; nullptr for any other. Apart, because making a Result of the chunk costs
  // as much as reading the line.
  [[nodiscard]] const ChatChunk* decode_plain(std::string_view line);

 private:
  Result<ChatChunk> decode_slowly(std::string_view line);
  ChatChunk plain_;
  std::string content_;
  std::string thinking_;
  std::string done_reason_;
};

[[nodiscard]] Result<PullProgress> decode_progress(std::string_view line);
[[nodiscard]] Result<std::string> decode_version(std::string_view body);
// nullopt: the server generated instead of rendering.
[[nodiscard]] Result<std::optional<std::string>> decode_rendered(std::string_view body);
[[nodiscard]] Result<std::vector<ModelSummary>> decode_tags(std::string_view body);
[[nodiscard]] Result<std::vector<RunningModel>> decode_ps(std::string_view body);
[[nodiscard]] Result<ModelInfo> decode_show(std::string_view body);

// The text of `{"error":"…"}` or of `{"error":{"message":"…"}}`; nullopt when the body is neither.
[[nodiscard]] std::optional<std::string> decode_error_text(std::string_view body);

// Checks that `text` is one JSON value within the limits. Errors: Errc::usage with line and column,
// for text that the user gave.
[[nodiscard]] Result<void> check_user_json(std::string_view text, std::string_view source);

// True when `text` is the beginning of a JSON value, and could be one had it not been cut off.
[[nodiscard]] bool ends_early(std::string_view text);

// A text from the server, checked and written again in one line (`--json`). Errc::protocol.
[[nodiscard]] Result<std::string> compact(std::string_view body);

}  // namespace llamero::json
