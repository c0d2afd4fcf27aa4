#include "base/utf8.h"

#include <cstdint>
#include <cstring>

namespace llamero {
namespace {

constexpr char32_t kReplacement = U'\uFFFD';

// Unicode 15, table 3-7: how long a sequence is by its first byte, and what its second may be. The
// bounds of the second keep out overlong forms, surrogates and what lies past U+10FFFF.
struct Lead {
  std::uint8_t length;  // 0: no sequence starts with this byte
  unsigned char second_min;
  unsigned char second_max;
};

constexpr Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {1, 0, 0};
  if (byte < 0xC2) return {0, 0, 0};
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

// Length of a prefix that is ASCII for certain; the step is a word, so it may stop early.
std::size_t ascii_words(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::size_t at = 0;
  for (std::uint64_t word = 0; text.size() - at >= sizeof word; at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & kHighBits) != 0) break;
  }
  return at;
}

}  // namespace

Decoded decode_utf8(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const Lead lead = lead_of(byte(0));
  if (lead.length == 0) return {kReplacement, 1, false};
  if (lead.length == 1) return {byte(0), 1, true};
  char32_t code_point = byte(0) & (0x7Fu >> lead.length);
  for (std::size_t at = 1; at < lead.length; ++at) {
    if (at == text.size()) return {0, 0, false};
    const unsigned char low = at == 1 ? lead.second_min : 0x80;
    const unsigned char high = at == 1 ? lead.second_max : 0xBF;
    if (byte(at) < low || byte(at) > high) return {kReplacement, at, false};
    code_point = code_point << 6 | (byte(at) & 0x3Fu);
  }
  return {code_point, lead.length, true};
}

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    at += ascii_words(text.substr(at));
    if (at == text.size()) break;
    const Decoded next = decode_utf8(text.substr(at));
    if (!next.valid) return at;
    at += next.length;
  }
  return std::string_view::npos;
}

void append_utf8(char32_t code_point, std::string& out) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  const auto put_rest = [&](int shift) { put(0x80 | (code_point >> shift & 0x3F)); };
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (surrogate || code_point > 0x10FFFF) code_point = kReplacement;
  if (code_point < 0x80) return put(code_point);
  if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    return put_rest(0);
  }
  if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put_rest(6);
    return put_rest(0);
  }
  put(0xF0 | code_point >> 18);
  put_rest(12);
  put_rest(6);
  put_rest(0);
}

std::string replace_invalid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t bad = find_invalid_utf8(text);
    out.append(text.substr(0, bad));
    if (bad == std::string_view::npos) break;
    text.remove_prefix(bad);
    append_utf8(kReplacement, out);
    const std::size_t length = decode_utf8(text).length;
    text.remove_prefix(length == 0 ? text.size() : length);
  }
  return out;
}

}  // namespace llamero
