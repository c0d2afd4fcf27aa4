#include "base/utf8.h"

#include "catch.hpp"

using llamero::append_utf8;
using llamero::decode_utf8;
using llamero::find_invalid_utf8;
using llamero::replace_invalid_utf8;

namespace {

std::string utf8(char32_t code_point) {
  std::string text;
  append_utf8(code_point, text);
  return text;
}

}  // namespace

TEST_CASE("every code point survives encoding and decoding") {
  for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    const std::string text = utf8(code_point);
    const auto decoded = decode_utf8(text);
    if (!decoded.valid || decoded.code_point != code_point || decoded.length != text.size() ||
        find_invalid_utf8(text) != std::string::npos) {
      FAIL("U+" << std::hex << static_cast<std::uint32_t>(code_point));
    }
  }
}

TEST_CASE("surrogates and what lies past U+10FFFF are encoded as U+FFFD") {
  CHECK(utf8(0xD800) == "\uFFFD");
  CHECK(utf8(0xDFFF) == "\uFFFD");
  CHECK(utf8(0x110000) == "\uFFFD");
}

TEST_CASE("each maximal invalid subpart becomes one U+FFFD") {
  struct Case {
    std::string text;
    std::string expected;
  };
  const std::string r = "\uFFFD";
  const auto sample = GENERATE_REF(values<Case>({
      {"\xC0\x80", r + r},                  // overlong NUL
      {"\xE0\x80\x80", r + r + r},          // overlong, three bytes
      {"\xF0\x8F\xBF\xBF", r + r + r + r},  // overlong, four bytes
      {"\xED\xA0\x80", r + r + r},          // a surrogate
      {"\xF4\x90\x80\x80", r + r + r + r},  // past U+10FFFF
      {"\xF5\x80", r + r},                  // no lead byte at all
      {"\x80\xBF", r + r},                  // continuation bytes alone
      {"\xE2\x82"
       "a",
       r + "a"},  // cut short: one
      {"\xF0\x9F\x98"
       "a",
       r + "a"},        // three of four bytes: one
      {"\xE2\x82", r},  // cut by the end
      {"a\xFF"
       "b\xFE"
       "c",
       "a" + r + "b" + r + "c"},
      {"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64",  // the Unicode standard's own sample
       "a" + r + r + r + "b" + r + "c" + r + r + "d"},
  }));
  CHECK(replace_invalid_utf8(sample.text) == sample.expected);
}

TEST_CASE("valid text is kept as it is") {
  const std::string text = "plain, Grüße, 日本語, 👩‍💻, \x01\n";
  CHECK(replace_invalid_utf8(text) == text);
  CHECK(find_invalid_utf8(text) == std::string::npos);
  CHECK(replace_invalid_utf8("").empty());
}

TEST_CASE("the offset of the first invalid byte is found wherever it is") {
  for (std::size_t before = 0; before < 40; ++before) {
    const std::string text = std::string(before, 'x') + "\xFF" + std::string(20, 'y');
    CHECK(find_invalid_utf8(text) == before);
  }
  CHECK(find_invalid_utf8("aé\xE2\x82") == 3);
}

TEST_CASE("an unfinished sequence is neither valid nor invalid") {
  const std::string emoji = "😀";
  for (std::size_t length = 1; length < emoji.size(); ++length) {
    const auto decoded = decode_utf8(std::string_view(emoji).substr(0, length));
    CHECK(decoded.length == 0);
    CHECK_FALSE(decoded.valid);
  }
}
