// JSON strings where they lie: found, checked and decoded without a copy where none is needed.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace llamero::json {

struct RawString {
  std::string_view text;  // between the quotes, as written
  bool escaped = false;
};

inline constexpr std::uint64_t kOnes = 0x0101010101010101;
inline constexpr std::uint64_t kHighs = 0x8080808080808080;

// The high bit of each byte that cannot be skipped inside a string: a quote, a backslash, a control
// character, a part of a multi-byte character. Below a byte that is flagged rightly, none is
// flagged wrongly: only what is special borrows from the byte above it.
inline std::uint64_t special_bytes(std::uint64_t word) {
  const std::uint64_t quotes = (word ^ (kOnes * '"')) - kOnes;
  const std::uint64_t slashes = (word ^ (kOnes * '\\')) - kOnes;
  const std::uint64_t controls = word - kOnes * 0x20;
  return (quotes | slashes | controls | word) & kHighs;
}

inline bool is_special(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\';
}

// The first special byte from `at` on, or `end`.
inline const char* skip_ordinary(const char* at, const char* end) {
  while (end - at >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    const std::uint64_t hits = special_bytes(word);
    if (hits != 0) {
      if constexpr (std::endian::native == std::endian::little) {
        return at + std::countr_zero(hits) / 8;
      }
      break;
    }
    at += 8;
  }
  while (at != end && !is_special(*at)) ++at;
  return at;
}

// The rest of scan_string, from the first byte on that is not a plain character.
[[nodiscard]] bool scan_unusual_string(const char* begin, const char*& at, const char* end,
                                       RawString& out);

// Reads a string whose opening quote was taken already and moves `at` behind its closing one.
// False: it is not a valid JSON string (RFC 8259, UTF-8, no lone surrogates). In the header because
// a stream of a million tokens has ten million of them.
[[nodiscard]] inline bool scan_string(const char*& at, const char* end, RawString& out) {
  const char* const begin = at;
  out.escaped = false;
  at = skip_ordinary(at, end);
  if (at == end || *at != '"') return scan_unusual_string(begin, at, end, out);
  out.text = std::string_view(begin, static_cast<std::size_t>(at - begin));
  ++at;
  return true;
}

// Writes the text that `raw` stands for to `out`. Precondition: scan_string accepted `raw`.
void decode_escapes(std::string_view raw, std::string& out);

}  // namespace llamero::json
