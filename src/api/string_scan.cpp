#include "api/string_scan.h"

#include "base/utf8.h"

#include <cstring>

namespace llamero::json {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The value of four hexadecimal digits, or -1.
int hex4(const char* at, const char* end) {
  if (end - at < 4) return -1;
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = hex_digit(at[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

bool is_high_surrogate(int unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low_surrogate(int unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

char unescaped(char letter) {
  switch (letter) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return letter;
  }
}

// `at` is on the backslash.
bool skip_escape(const char*& at, const char* end) {
  if (end - at < 2) return false;
  const char letter = at[1];
  at += 2;
  if (letter != 'u') return std::string_view("\"\\/bfnrt").find(letter) != std::string_view::npos;
  const int unit = hex4(at, end);
  if (unit < 0 || is_low_surrogate(unit)) return false;
  at += 4;
  if (!is_high_surrogate(unit)) return true;
  if (end - at < 6 || at[0] != '\\' || at[1] != 'u') return false;
  const int low = hex4(at + 2, end);
  at += 6;
  return is_low_surrogate(low);
}

bool skip_multi_byte(const char*& at, const char* end) {
  const Decoded decoded = decode_utf8(std::string_view(at, static_cast<std::size_t>(end - at)));
  if (!decoded.valid) return false;
  at += decoded.length;
  return true;
}

}  // namespace

bool scan_unusual_string(const char* begin, const char*& at, const char* end, RawString& out) {
  for (;;) {
    at = skip_ordinary(at, end);
    if (at == end) return false;
    const auto byte = static_cast<unsigned char>(*at);
    if (byte == '"') {
      out.text = std::string_view(begin, static_cast<std::size_t>(at - begin));
      ++at;
      return true;
    }
    if (byte == '\\') {
      out.escaped = true;
      if (!skip_escape(at, end)) return false;
    } else if (byte < 0x20 || !skip_multi_byte(at, end)) {
      return false;
    }
  }
}

void decode_escapes(std::string_view raw, std::string& out) {
  out.clear();
  const char* at = raw.data();
  const char* const end = at + raw.size();
  while (at != end) {
    const auto* slash = static_cast<const char*>(std::memchr(at, '\\', end - at));
    if (slash == nullptr) slash = end;
    out.append(at, slash);
    if (slash == end) return;
    at = slash + 2;
    if (slash[1] != 'u') {
      out.push_back(unescaped(slash[1]));
      continue;
    }
    int code = hex4(at, end);
    at += 4;
    if (is_high_surrogate(code)) {
      code = 0x10000 + ((code - 0xD800) << 10) + (hex4(at + 2, end) - 0xDC00);
      at += 6;
    }
    append_utf8(static_cast<char32_t>(code), out);
  }
}

}  // namespace llamero::json
