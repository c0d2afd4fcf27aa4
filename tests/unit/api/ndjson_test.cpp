#include "llamero/ndjson.h"

#include "catch.hpp"

#include <string>
#include <vector>

using namespace llamero;

namespace {

struct Lines {
  std::vector<std::string> seen;
  NdjsonSplitter splitter;

  explicit Lines(std::size_t limit = NdjsonSplitter::kMaxLine)
      : splitter(
            [this](std::string_view line) -> Result<void> {
              seen.emplace_back(line);
              return {};
            },
            limit) {}
};

std::vector<std::string> split(std::string_view text, std::size_t piece) {
  Lines lines;
  for (std::size_t i = 0; i < text.size(); i += piece)
    REQUIRE(lines.splitter.feed(text.substr(i, piece)));
  REQUIRE(lines.splitter.finish());
  return lines.seen;
}

}  // namespace

TEST_CASE("lines are the same however the bytes are cut", "[ndjson]") {
  const std::string text = "\xEF\xBB\xBF{\"a\":1}\r\n\n \t\r\n{\"b\":\"\xF0\x9F\xA6\x99\"}\n\r\n{}";
  const std::vector<std::string> expected = {"{\"a\":1}", "{\"b\":\"\xF0\x9F\xA6\x99\"}", "{}"};
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    INFO("pieces of " << piece);
    CHECK(split(text, piece) == expected);
  }
}

TEST_CASE("a last line counts without its newline, and only once the stream has ended",
          "[ndjson]") {
  Lines lines;
  REQUIRE(lines.splitter.feed("{}\n[1"));
  REQUIRE(lines.splitter.feed("]"));
  CHECK(lines.seen == std::vector<std::string>{"{}"});
  REQUIRE(lines.splitter.finish());
  CHECK(lines.seen == std::vector<std::string>{"{}", "[1]"});
  REQUIRE(lines.splitter.finish());
  CHECK(lines.seen.size() == 2);
}

TEST_CASE("a whole line is passed on where it lies", "[ndjson]") {
  const std::string bytes = "one\ntwo\n";
  std::vector<const char*> places;
  NdjsonSplitter splitter([&](std::string_view line) -> Result<void> {
    places.push_back(line.data());
    return {};
  });
  REQUIRE(splitter.feed(bytes));
  CHECK(places == std::vector<const char*>{bytes.data(), bytes.data() + 4});
}

TEST_CASE("a line may have the limit's length and not a byte more", "[ndjson]") {
  const std::string full(8, 'x');
  for (std::size_t piece : {1, 3, 8, 20}) {
    INFO("pieces of " << piece);
    Lines lines(8);
    const std::string text = full + "\n" + full + "\n" + full;
    for (std::size_t i = 0; i < text.size(); i += piece)
      REQUIRE(lines.splitter.feed(text.substr(i, piece)));
    REQUIRE(lines.splitter.finish());
    CHECK(lines.seen == std::vector<std::string>(3, full));
  }
  SECTION("with its newline") {
    Lines lines(8);
    const auto fed = lines.splitter.feed("ok\n" + full + "x\n");
    REQUIRE_FALSE(fed);
    CHECK(fed.error().code == Errc::protocol);
    CHECK_THAT(fed.error().message, ContainsSubstring("longer than 8 bytes"));
    CHECK(lines.seen == std::vector<std::string>{"ok"});
  }
  SECTION("before its newline comes") {
    Lines lines(8);
    REQUIRE(lines.splitter.feed("xxxx"));
    REQUIRE(lines.splitter.feed("xxxx"));
    CHECK_FALSE(lines.splitter.feed("x"));
  }
}

TEST_CASE("an error of the receiver ends the splitting", "[ndjson]") {
  int calls = 0;
  NdjsonSplitter splitter([&](std::string_view) -> Result<void> {
    ++calls;
    return Unexpected(Error(Errc::output_closed, "gone"));
  });
  const auto fed = splitter.feed("a\nb\n");
  REQUIRE_FALSE(fed);
  CHECK(fed.error().code == Errc::output_closed);
  CHECK(calls == 1);
}
