#include "deploy/log_frames.h"

#include "catch.hpp"
#include "support/log_frame.h"

#include <vector>

using namespace llamero;
using namespace llamero::testing;

namespace {

using Lines = std::vector<std::string>;

struct Reading {
  Lines lines;
  LogFrames frames{[this](std::string_view line) -> Result<void> {
    lines.emplace_back(line);
    return {};
  }};
};

}  // namespace

TEST_CASE("lines come out of frames, wherever the stream is cut", "[deploy]") {
  const std::string stream = log_frame(1, "one\ntwo\r\nthr") + log_frame(1, "ee\n") +
                             log_frame(2, "\nfive\n") + log_frame(0, "") + log_frame(1, "last");
  const Lines expected = {"one", "two", "three", "", "five", "last"};
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    Reading reading;
    REQUIRE(reading.frames.feed(stream.substr(0, cut)));
    REQUIRE(reading.frames.feed(stream.substr(cut)));
    REQUIRE(reading.frames.finish());
    REQUIRE(reading.lines == expected);
  }
  Reading bytes;
  for (const char byte : stream) REQUIRE(bytes.frames.feed(std::string_view(&byte, 1)));
  CHECK(bytes.lines == Lines{"one", "two", "three", "", "five"});
  REQUIRE(bytes.frames.finish());
  CHECK(bytes.lines == expected);
}

TEST_CASE("a line without end is passed on in pieces, and none of it is lost", "[deploy]") {
  constexpr std::size_t kMost = std::size_t{64} * 1024;
  const std::string line(3 * kMost + 5, 'x');
  const std::string stream = log_frame(1, line + "\nnext\n");
  for (const std::size_t size : {stream.size(), std::size_t{1000}, kMost}) {
    Reading reading;
    for (std::size_t i = 0; i < stream.size(); i += size)
      REQUIRE(reading.frames.feed(stream.substr(i, size)));
    REQUIRE(reading.lines.size() == 5);
    CHECK(reading.lines.back() == "next");
    std::string joined;
    for (std::size_t i = 0; i + 1 < reading.lines.size(); ++i) {
      CHECK(reading.lines[i].size() <= kMost);
      joined += reading.lines[i];
    }
    CHECK(joined == line);
  }
}

TEST_CASE("bytes that are no frames are refused", "[deploy]") {
  for (const std::string& bytes :
       {std::string("a log of a terminal\n"), std::string("\x03\0\0\0\0\0\0\1x", 9),
        std::string("\x01\0\0\1\0\0\0\1x", 9), std::string("\xff\0\0\0\0\0\0\1x", 9)}) {
    Reading reading;
    const auto fed = reading.frames.feed(bytes);
    REQUIRE_FALSE(fed);
    CHECK(fed.error().code == Errc::deploy);
    CHECK(reading.lines.empty());
  }
}

TEST_CASE("whoever reads the lines can end the log", "[deploy]") {
  int count = 0;
  LogFrames frames([&](std::string_view) -> Result<void> {
    ++count;
    return Unexpected(Error(Errc::output_closed, "nobody reads"));
  });
  const auto fed = frames.feed(log_frame(1, "one\ntwo\n"));
  REQUIRE_FALSE(fed);
  CHECK(fed.error().code == Errc::output_closed);
  CHECK(count == 1);
}
