// The line that a stream consists of almost entirely, read without a DOM:
//   {"model":…,"created_at":…,"message":{"role":"assistant","content":"…"},"done":false}
#pragma once

#include <string>
#include <string_view>

namespace llamero::json {

struct TokenLine {
  std::string_view content;   // into the line, or into `content_buffer` where it had escapes
  std::string_view thinking;  // likewise
};

// True: `line` is one valid JSON object (RFC 8259, UTF-8), has `done:false` and either `message`
// or `response`, and `token` holds what the JSON library would have found. False says nothing but
// that the line is not plain: an error, tool calls, a final object, a doubled or escaped key, a
// null, an unknown array or object, an unusual number, or no JSON at all.
[[nodiscard]] bool scan_token_line(std::string_view line, std::string& content_buffer,
                                   std::string& thinking_buffer, TokenLine& token);

}  // namespace llamero::json
