// JSON strings where they lie: found, checked and decoded without a copy where none is needed.
#pragma once

#include <string>
#include <string_view>

namespace llamero::json {

struct RawString {
  std::string_view text;  // between the quotes, as written
  bool escaped = false;
};

// Reads a string whose opening quote was taken already and moves `at` behind its closing one.
// False: it is not a valid JSON string (RFC 8259, UTF-8, no lone surrogates).
[[nodiscard]] bool scan_string(const char*& at, const char* end, RawString& out);

// Writes the text that `raw` stands for to `out`. Precondition: scan_string accepted `raw`.
void decode_escapes(std::string_view raw, std::string& out);

}  // namespace llamero::json
