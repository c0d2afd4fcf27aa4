#include "store/record_frame.h"

#include "catch.hpp"

namespace llamero {
namespace {

TEST_CASE("records come back in order", "[store][record_frame]") {
  std::string bytes;
  append_record('a', "one", bytes);
  append_record('b', "", bytes);
  append_record('c', std::string(70000, '\0'), bytes);
  const auto records = read_records(bytes);
  REQUIRE(records.size() == 3);
  CHECK(records[0].kind == 'a');
  CHECK(records[0].payload == "one");
  CHECK(records[1].payload.empty());
  CHECK(records[2].payload == std::string(70000, '\0'));
}

TEST_CASE("a tail cut at any byte costs the last record only", "[store][record_frame]") {
  std::string bytes;
  append_record('a', "first", bytes);
  const std::size_t whole = bytes.size();
  append_record('b', "second", bytes);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    INFO(size);
    const std::string cut = bytes.substr(0, size);
    CHECK(read_records(cut).size() == (size < whole ? 0 : 1));
  }
}

TEST_CASE("a changed byte ends the reading", "[store][record_frame]") {
  std::string good;
  append_record('a', "first", good);
  append_record('b', "second", good);
  for (std::size_t at = 0; at < good.size(); ++at) {
    INFO(at);
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x10);
    CHECK(read_records(bad).size() <= 1);
  }
}

TEST_CASE("the checksum is that of zip and png", "[store][record_frame]") {
  std::string bytes;
  append_record('1', "23456789", bytes);
  CHECK(bytes.substr(4, 4) == "\x26\x39\xF4\xCB");
}

TEST_CASE("numbers are eight bytes", "[store][record_frame]") {
  std::string bytes;
  append_number(-2, bytes);
  append_number(std::int64_t{1} << 62, bytes);
  std::string_view view = bytes;
  CHECK(take_number(view) == -2);
  CHECK(take_number(view) == std::int64_t{1} << 62);
  CHECK(take_number(view) == 0);
}

}  // namespace
}  // namespace llamero
