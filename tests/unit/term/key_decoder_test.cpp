#include "term/key_decoder.h"

#include "catch.hpp"

#include <random>
#include <string>
#include <vector>

using llamero::Background;
using llamero::Key;
using llamero::KeyCode;
using llamero::KeyDecoder;
using namespace std::chrono_literals;

namespace {

const KeyDecoder::TimePoint kNow{1h};

std::vector<Key> decode(std::string_view bytes) {
  KeyDecoder decoder;
  std::vector<Key> keys;
  decoder.feed(bytes, kNow, keys);
  return keys;
}

// As "C-M-S-name", a paste as its text between angle brackets.
std::string name_of(const Key& key) {
  static const std::vector<std::string> kNames = {
      "",     "",      "enter", "tab", "backspace", "escape",    "up",     "down",
      "left", "right", "home",  "end", "page-up",   "page-down", "insert", "delete"};
  std::string name = key.ctrl ? "C-" : "";
  if (key.alt) name += "M-";
  if (key.shift) name += "S-";
  if (key.code == KeyCode::paste) return name + "<" + key.text + ">";
  if (key.code != KeyCode::character) return name + kNames[static_cast<std::size_t>(key.code)];
  if (key.character == U'\uFFFD') return name + "?";
  if (key.character < 0x80) return name + static_cast<char>(key.character);
  return name + "U" + std::to_string(static_cast<unsigned>(key.character));
}

std::string names_of(const std::vector<Key>& keys) {
  std::string names;
  for (const Key& key : keys) names += (names.empty() ? "" : " ") + name_of(key);
  return names;
}

struct Case {
  std::string bytes;
  std::string keys;
};

}  // namespace

TEST_CASE("bytes of a terminal become keys") {
  const auto sample = GENERATE(values<Case>({
      {"aé日", "a U233 U26085"},
      {"\x01\x1f\x1c\n\b", "C-a C-_ C-\\ C-j C-h"},
      {"\r\t\x7f", "enter tab backspace"},
      {"\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F", "up down right left home end"},
      {"\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF", "up down right left home end"},
      {"\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~\x1b[7~\x1b[8~",
       "home insert delete end page-up page-down home end"},
      {"\x1b[1;5C\x1b[1;3D\x1b[1;2A\x1b[3;5~\x1b[5C\x1bO5D",
       "C-right M-left S-up C-delete C-right C-left"},
      {"\x1b[7^\x1b[8$\x1b[3@\x1bOc\x1b[d\x1b\x1b[A",
       "C-home S-end C-S-delete C-right S-left M-up"},
      {"\x1b[Z", "S-tab"},
      {"\x1b"
       "b\x1b\r\x1b\x7f\x1b\x1f\x1bé",
       "M-b M-enter M-backspace C-M-_ M-U233"},
      {"\x1b[13;2u\x1b[97;5u\x1b[65;6u\x1b[27;5;13~\x1b[233u\x1b[27u",
       "S-enter C-a C-S-a C-enter U233 escape"},
      {"\x1bOM", "enter"},
  }));
  CHECK(names_of(decode(sample.bytes)) == sample.keys);
}

TEST_CASE("what is no key is swallowed whole") {
  const auto sample = GENERATE(values<std::string>(
      {"\x1b[[A", "\x1b[11~", "\x1b[?1;2c", "\x1b[?2026;2$y", "\x1b[I", "\x1b[O", "\x1b[<0;10;20M",
       "\x1b[M !!", "\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1b]11;rgb:ffff\a",
       "\x1bP>|term 1.0\x1b\\", "\x1bP1$r0m\x1b\\", "\x1b_Gi=1;OK\x1b\\", "\x1b[57441u",
       "\x1b[201~", "\x1b[1:2;3:1Q", "\x1bOP", "\x1b[24;80R", "\x1b[>4;1m"}));
  CHECK(names_of(decode(sample + "x")) == "x");
}

TEST_CASE("an interrupted sequence does not take the next key with it") {
  CHECK(names_of(decode("\x1b[1\x03x")) == "C-c x");
  CHECK(names_of(decode("\x1b[1\x1b[A")) == "up");
  CHECK(names_of(decode("\x1b]1typed\rx")) == "enter x");
  CHECK(names_of(decode("\x1b]1typed\x1b[A")) == "up");
  CHECK(names_of(decode("\x1b]x\x1bPp\x1b_u")) == "M-] x M-P p M-_ u");
}

TEST_CASE("bytes that are not UTF-8 become replacement characters") {
  CHECK(names_of(decode("a\xff"
                        "b\xe2\x82"
                        "c\xe2\x82\r\xc0\xaf")) == "a ? b ? c ? enter ? ?");
}

TEST_CASE("a lone ESC is a key when its time has passed") {
  KeyDecoder decoder;
  std::vector<Key> keys;
  CHECK_FALSE(decoder.next_deadline());
  decoder.feed("\x1b", kNow, keys);
  CHECK(keys.empty());
  CHECK(decoder.next_deadline() == kNow + KeyDecoder::kEscapeTimeout);
  decoder.flush(keys);
  CHECK(names_of(keys) == "escape");
  CHECK_FALSE(decoder.next_deadline());
  decoder.feed("b\x1b\x1b", kNow, keys);
  decoder.flush(keys);
  decoder.feed("\x1b]", kNow, keys);
  CHECK(decoder.next_deadline());
  decoder.flush(keys);
  CHECK(names_of(keys) == "escape b escape escape M-]");
}

TEST_CASE("a sequence that has begun waits for its end as long as it takes") {
  KeyDecoder decoder;
  std::vector<Key> keys;
  decoder.feed("\x1b[", kNow, keys);
  CHECK_FALSE(decoder.next_deadline());
  decoder.flush(keys);
  decoder.feed("A", kNow, keys);
  CHECK(names_of(keys) == "up");
}

TEST_CASE("a paste is one key, and nothing in it is a key") {
  CHECK(names_of(decode("\x1b[200~a\r\nb\rc\nd\x03\x1b[A\x1b[20\x1b[201~x")) ==
        "<a\nb\nc\nd\x03\x1b[A\x1b[20> x");
  CHECK(names_of(decode("\x1b[200~\x1b[201~")) == "<>");
  CHECK(names_of(decode("\x1b[200~\xff\xe2\x82\x1b[201~")) == "<\uFFFD\uFFFD>");
  std::string lines;
  for (int i = 0; i < 5000; ++i) lines += "line\n";
  CHECK(decode("\x1b[200~" + lines + "\x1b[201~").size() == 1);
}

TEST_CASE("what a paste holds beyond the limit is counted") {
  KeyDecoder decoder(4);
  std::vector<Key> keys;
  decoder.feed("\x1b[200~abc日x\x1b[201~\x1b[200~abcd\x1b[201~", kNow, keys);
  REQUIRE(names_of(keys) == "<abc> <abcd>");
  CHECK(keys[0].dropped == 4);
  CHECK(keys[1].dropped == 0);
}

TEST_CASE("the keys do not depend on how the bytes were cut") {
  static const std::vector<std::string> kParts = {"a",
                                                  "日",
                                                  "\x1b[A",
                                                  "\x1b[1;5C",
                                                  "\x1b",
                                                  "\x1b\x1b[B",
                                                  "\x1b[200~",
                                                  "\x1b[201~",
                                                  "\r",
                                                  "\r\n",
                                                  "\xe2\x82",
                                                  "\xff",
                                                  "\x1b]11;rgb\x1b\\",
                                                  "\x1b[M",
                                                  "\x1bP",
                                                  "\x1bO",
                                                  "\x1b[[",
                                                  "\x1b[7$",
                                                  "[",
                                                  "~"};
  std::mt19937 random(1);
  for (int run = 0; run < 5000; ++run) {
    std::string bytes;
    for (std::size_t i = random() % 12; i > 0; --i) bytes += kParts[random() % kParts.size()];
    KeyDecoder decoder;
    std::vector<Key> pieces;
    for (std::string_view rest = bytes; !rest.empty();) {
      const std::size_t length = std::min<std::size_t>(1 + random() % 4, rest.size());
      decoder.feed(rest.substr(0, length), kNow, pieces);
      rest.remove_prefix(length);
    }
    REQUIRE(names_of(pieces) == names_of(decode(bytes)));
  }
}

TEST_CASE("what the terminal answers about its background is kept, however it is cut",
          "[background]") {
  const std::string bytes = "ab\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;22cé";
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    CAPTURE(cut);
    KeyDecoder decoder;
    std::vector<Key> keys;
    decoder.feed(std::string_view(bytes).substr(0, cut), kNow, keys);
    decoder.feed(std::string_view(bytes).substr(cut), kNow, keys);
    CHECK(names_of(keys) == "a b U233");
    CHECK(decoder.background() == Background::light);
    CHECK(decoder.told_attributes());
  }
}

TEST_CASE("the last answer that means something counts", "[background]") {
  KeyDecoder decoder;
  std::vector<Key> keys;
  decoder.feed("\x1b[c\x1b[1;2c\x1b]11;rgb:ffff/ffff/ffff", kNow, keys);
  CHECK_FALSE(decoder.background());
  CHECK_FALSE(decoder.told_attributes());
  decoder.feed("\a\x1b]11;nonsense\a", kNow, keys);
  CHECK(decoder.background() == Background::light);
  decoder.feed("\x1b]11;rgb:0/0/0" + std::string(100, '0') + "\a", kNow, keys);
  CHECK(decoder.background() == Background::light);
  decoder.feed("\x1bP11;rgb:0/0/0\x1b\\\x1b]11;rgb:0/0/0\r", kNow, keys);
  CHECK(decoder.background() == Background::light);
  decoder.feed("\x1b]11;rgb:0/0/0\x1b\\", kNow, keys);
  CHECK(decoder.background() == Background::dark);
  CHECK(names_of(keys) == "S-right enter");
}
