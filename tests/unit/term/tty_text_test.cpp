#include "term/tty_text.h"

#include "base/utf8.h"
#include "catch.hpp"
#include "support/inert.h"

#include <random>

using llamero::append_utf8;
using llamero::is_forbidden_on_terminal;
using llamero::is_inert;
using llamero::tty_line;
using llamero::tty_text;
using llamero::TtyText;

namespace {

std::string utf8(char32_t code_point) {
  std::string text;
  append_utf8(code_point, text);
  return text;
}

std::string repeated(std::string_view text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

// Texts in which everything that the filter looks at is frequent, whole and broken.
class HostileText {
 public:
  std::string next() {
    std::string text;
    const std::size_t parts = pick(40);
    for (std::size_t i = 0; i < parts; ++i) text += part();
    return text;
  }

 private:
  std::size_t pick(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }

  std::string part() {
    static const std::vector<std::string> kParts = {
        "plain words ",     "\n",         "\r\n",     "\r",     "\t",     "\x1b[31m",
        "\x1b]52;c;eA==\a", "\x7f",       "\\x1b",    "é",      "日本",   "👩‍💻",
        "❤\uFE0F",          "\u202E",     "\u2066",   "\u009B", "\uFEFF", "\u00AD",
        "\U000E0041",       "\U000E0101", "\uFFFE",   "\xE2",   "\x82",   "\xF0\x9F",
        "\xED\xA0\x80",     "\xC0",       "<U+202E>", "\u200D"};
    switch (pick(8)) {
      case 0:
        return std::string(1, static_cast<char>(pick(256)));
      case 1:
        return utf8(static_cast<char32_t>(pick(0x110000)));
      case 2:
        return repeated("\u0301", static_cast<int>(pick(50)));
      default:
        return kParts[pick(kParts.size())];
    }
  }

  std::mt19937 random_{20'260'301};
};

std::string fed(const std::vector<std::string_view>& pieces) {
  TtyText filter;
  std::string out;
  for (const std::string_view piece : pieces) filter.feed(piece, out);
  filter.finish(out);
  return out;
}

std::string byte_by_byte(std::string_view text) {
  std::vector<std::string_view> pieces;
  for (std::size_t at = 0; at < text.size(); ++at) pieces.push_back(text.substr(at, 1));
  return fed(pieces);
}

}  // namespace

TEST_CASE("printable text passes as it is") {
  const std::string text =
      GENERATE("", "plain ASCII ~!@#$%^&*()", "two\nlines\tand a tab", "Grüße", "日本語",
               "שלום مرحبا", "👩‍💻 ❤\uFE0F 🇩🇪 👍🏽", "नमस्ते", "می\u200Cخواهم",
               "ភាសា\u200Bខ្មែរ", "e\u0301", "\uE000 private use", "葛\U000E0100",
               "\u115F\u1160\u3164\uFFA0", "\uFFFD", "\\x1b <U+202E>");
  CHECK(tty_text(text) == text);
}

TEST_CASE("control characters are shown as hexadecimal escapes") {
  CHECK(tty_text("\x1b[31mred\x1b[0m") == "\\x1b[31mred\\x1b[0m");
  CHECK(tty_text("\x1b]0;title\a") == "\\x1b]0;title\\x07");
  CHECK(tty_text("a\bb\x7f") == "a\\x08b\\x7f");
  CHECK(tty_text(std::string("\0\x0b\x0c", 3)) == "\\x00\\x0b\\x0c");
}

TEST_CASE("CRLF becomes LF") {
  CHECK(tty_text("one\r\ntwo\r\n") == "one\ntwo\n");
}

TEST_CASE("a lone CR is shown") {
  CHECK(tty_text("real\rfake") == "real\\x0dfake");
  CHECK(tty_text("\r\r\n") == "\\x0d\n");
  CHECK(tty_text("\n\r") == "\n\\x0d");
  CHECK(tty_text("end\r") == "end\\x0d");
}

TEST_CASE("invisible and reordering characters are shown by their number") {
  struct Case {
    char32_t code_point;
    std::string expected;
  };
  const auto sample = GENERATE(
      values<Case>({{0xAD, "<U+00AD>"},     {0x61C, "<U+061C>"},    {0x180E, "<U+180E>"},
                    {0x200E, "<U+200E>"},   {0x200F, "<U+200F>"},   {0x2028, "<U+2028>"},
                    {0x2029, "<U+2029>"},   {0x202A, "<U+202A>"},   {0x202E, "<U+202E>"},
                    {0x2060, "<U+2060>"},   {0x2066, "<U+2066>"},   {0x2069, "<U+2069>"},
                    {0x206F, "<U+206F>"},   {0xFEFF, "<U+FEFF>"},   {0xFFF9, "<U+FFF9>"},
                    {0xFFFB, "<U+FFFB>"},   {0xFFFE, "<U+FFFE>"},   {0xE0001, "<U+E0001>"},
                    {0xE007F, "<U+E007F>"}, {0xE01F0, "<U+E01F0>"}, {0x10FFFF, "<U+10FFFF>"}}));
  CHECK(tty_text("a" + utf8(sample.code_point) + "b") == "a" + sample.expected + "b");
}

TEST_CASE("the neighbours of what is shown pass") {
  const char32_t code_point =
      GENERATE(0xA0, 0xAC, 0xAE, 0x61B, 0x61D, 0x180D, 0x180F, 0x200C, 0x200D, 0x2010, 0x2027,
               0x202F, 0x205F, 0x2070, 0xFDCF, 0xFDF0, 0xFEFE, 0xFF00, 0xFFF8, 0xFFFC, 0xFFFD,
               0xE0100, 0xE01EF, 0x1D172, 0x1D17B);
  CHECK(tty_text("a" + utf8(code_point)) == "a" + utf8(code_point));
}

TEST_CASE(
    "each code point either passes unchanged or is shown in ASCII, and no forbidden one passes") {
  for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    const std::string text = "a" + utf8(code_point) + "b";
    const std::string shown = tty_text(text);
    const bool passed = shown == text;
    const bool ascii =
        llamero::find_invalid_utf8(shown) == std::string::npos &&
        shown.find_first_not_of("ab\\x<U+>0123456789ABCDEFcdef") == std::string::npos;
    if ((passed && is_forbidden_on_terminal(code_point)) || (!passed && !ascii)) {
      FAIL("U+" << std::hex << static_cast<std::uint32_t>(code_point));
    }
  }
}

TEST_CASE("bytes that are not UTF-8 become U+FFFD") {
  CHECK(tty_text("a\x9b"
                 "31mb") == "a\uFFFD31mb");
  CHECK(tty_text("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");
  CHECK(tty_text("cut \xF0\x9F\x98") == "cut \uFFFD");
}

TEST_CASE("a character that comes in two pieces is shown when it is whole") {
  TtyText filter;
  std::string out;
  filter.feed("\xE2\x82", out);
  CHECK(out.empty());
  filter.feed("\xAC", out);
  CHECK(out == "€");
}

TEST_CASE("a text that begins after another ended owes it nothing") {
  TtyText filter;
  std::string out;
  filter.feed("\xE2\x82", out);
  filter.finish(out);
  filter.feed("\xAC\r", out);
  filter.finish(out);
  filter.feed("\n", out);
  CHECK(out == "\uFFFD\uFFFD\\x0d\n");
}

TEST_CASE("of a flood of combining marks the first ones pass and the rest is shown") {
  const std::string limit = "a" + repeated("\u0301", TtyText::kMaxMarks);
  CHECK(tty_text(limit) == limit);
  CHECK(tty_text(limit + "\u0302\uFE0Fb") == limit + "<U+0302><U+FE0F>b");
  CHECK(tty_text(limit + "b" + limit) == limit + "b" + limit);
}

TEST_CASE("the result does not depend on how a text was cut") {
  HostileText texts;
  for (int round = 0; round < 300; ++round) {
    const std::string text = texts.next();
    const std::string whole = tty_text(text);
    REQUIRE(byte_by_byte(text) == whole);
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      const std::string_view view = text;
      REQUIRE(fed({view.substr(0, cut), view.substr(cut)}) == whole);
    }
  }
}

TEST_CASE("whatever comes in, what goes out is inert and stays as it is") {
  HostileText texts;
  for (int round = 0; round < 3'000; ++round) {
    const std::string shown = tty_text(texts.next());
    REQUIRE(is_inert(shown));
    REQUIRE(tty_text(shown) == shown);
  }
}

TEST_CASE("a line shows its newlines and tabs") {
  CHECK(tty_line("a\nb\tc\r\nd") == "a\\nb\\tc\\nd");
  CHECK(tty_line("\x1b[2J\u202E") == "\\x1b[2J<U+202E>");
  // Here the newline arrives in the filter's output together with what was held before it.
  CHECK(tty_line("\xE2\n\r\t\r\r\n") == "\uFFFD\\n\\x0d\\t\\x0d\\n");
}

TEST_CASE("a line ends with what was held at its end") {
  CHECK(tty_line("a\r") == "a\\x0d");
  CHECK(tty_line("a\xE2\x82") == "a\uFFFD");
  CHECK(tty_line("abc\xE2", 5) == "ab…");
}

TEST_CASE("a long line is cut between characters") {
  CHECK(tty_line("abcdef", 6) == "abcdef");
  CHECK(tty_line("abcdefg", 6) == "abc…");
  CHECK(tty_line("ab€€", 8) == "ab€€");
  CHECK(tty_line("ab€€x", 8) == "ab€…");
  CHECK(tty_line("ab€€x", 7) == "ab…");
  CHECK(tty_line("a\x1b\x1b", 8) == "a\\x1b…");
  CHECK(tty_line("a\x1b\x1b", 7) == "a…");
  CHECK(tty_line("a\n\n\n", 6) == "a\\n…");
  CHECK(tty_line("a\u202E\u202E", 12) == "a<U+202E>…");
  CHECK(tty_line("a\u202E\u202E", 11) == "a…");
  CHECK(tty_line("abc", 0) == "abc");
  CHECK(tty_line("abcd", 0) == "…");
  CHECK(tty_line(std::string(5'000, 'x')).size() == 2'000);
}

TEST_CASE("whatever comes in, a line is one inert line within its limit") {
  HostileText texts;
  for (std::size_t round = 0; round < 3'000; ++round) {
    const std::size_t limit = 3 + round % 60;
    const std::string line = tty_line(texts.next(), limit);
    REQUIRE(is_inert(line));
    REQUIRE(line.find_first_of("\n\t") == std::string::npos);
    REQUIRE(line.size() <= limit);
    REQUIRE(tty_line(line, limit) == line);
  }
}

TEST_CASE("C1 controls are shown as bytes, as the C0 ones are") {
  CHECK(tty_text("a\u0080b\u009B31mc\u009Fd") == "a\\x80b\\x9b31mc\\x9fd");
}
