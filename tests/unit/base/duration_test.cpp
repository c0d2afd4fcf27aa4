#include "base/duration.h"

#include "catch.hpp"

#include <limits>

using llamero::elapsed_text;
using llamero::Errc;
using llamero::go_duration;
using llamero::parse_duration;
using llamero::parse_keep_alive;
using std::chrono::milliseconds;

TEST_CASE("durations are read with their units") {
  struct Case {
    std::string text;
    std::int64_t milliseconds;
  };
  const auto sample = GENERATE(values<Case>({{"0", 0},
                                             {"0s", 0},
                                             {"90s", 90'000},
                                             {"5m", 300'000},
                                             {"1h30m", 5'400'000},
                                             {"250ms", 250},
                                             {"1.5s", 1'500},
                                             {".5s", 500},
                                             {"2.s", 2'000},
                                             {"1s1s", 2'000},
                                             {"1000000h", 3'600'000'000'000}}));
  const auto read = parse_duration(sample.text);
  REQUIRE(read);
  CHECK(*read == milliseconds(sample.milliseconds));
}

TEST_CASE("a duration below a millisecond does not become zero") {
  CHECK(*parse_duration("100us") == milliseconds(1));
  CHECK(*parse_duration("1ns") == milliseconds(1));
  CHECK(*parse_duration("1.0001s") == milliseconds(1'001));
}

TEST_CASE("what is no duration is a usage error that names the text") {
  const std::string text =
      GENERATE("", "5", "-5s", "+5s", "s", ".s", "5x", "5 m", " 5m", "5m ", "1e3s", "1m-3s", "5M",
               "five", "1000001h", "5124096h", "99999999999999999999h", "9223372036s9223372036s");
  const auto read = parse_duration(text);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == Errc::usage);
  CHECK_THAT(read.error().message, ContainsSubstring('"' + text + '"'));
  CHECK_FALSE(read.error().hint.empty());
}

TEST_CASE("keep-alive: a number of seconds is sent as a number") {
  const std::string text = GENERATE("-1", "0", "300", "42.5", "-3.14", "9223372035");
  REQUIRE(parse_keep_alive(text));
  CHECK(*parse_keep_alive(text) == text);
}

TEST_CASE("keep-alive: a Go duration is sent as a string") {
  const std::string text = GENERATE("10m", "-1m", "+5m", "1h30m", "0s", "1.5h", "3\u00B5s");
  REQUIRE(parse_keep_alive(text));
  CHECK(*parse_keep_alive(text) == '"' + text + '"');
}

TEST_CASE("keep-alive: what the server would refuse is refused here") {
  const std::string text =
      GENERATE("", "-", "+1", "5x", "007", "1e3", "1.", ".5", "--1", "-1 ", "forever", "0x10",
               "2562048h", "5124096h", "2562047h2562047h2562047h", "9223372036",
               "99999999999999999999", "10m\"", "inf", "nan");
  const auto read = parse_keep_alive(text);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == Errc::usage);
  CHECK_THAT(read.error().hint, ContainsSubstring("5m"));
  CHECK_THAT(read.error().hint, ContainsSubstring("-1"));
}

// The texts are those of Go 1.24's time.Duration.String.
TEST_CASE("Go durations are printed as Go prints them") {
  struct Case {
    std::int64_t nanoseconds;
    std::string expected;
  };
  const auto sample = GENERATE(
      values<Case>({{0, "0s"},
                    {1, "1ns"},
                    {999, "999ns"},
                    {1'000, "1\u00B5s"},
                    {1'500, "1.5\u00B5s"},
                    {1'360'000, "1.36ms"},
                    {204'000'000, "204ms"},
                    {999'999'999, "999.999999ms"},
                    {1'000'000'000, "1s"},
                    {5'081'234'567, "5.081234567s"},
                    {60'000'000'000, "1m0s"},
                    {95'000'000'000, "1m35s"},
                    {3'600'000'000'000, "1h0m0s"},
                    {3'723'004'000'000, "1h2m3.004s"},
                    {-1'500'000'000, "-1.5s"},
                    {std::numeric_limits<std::int64_t>::max(), "2562047h47m16.854775807s"},
                    {std::numeric_limits<std::int64_t>::min(), "-2562047h47m16.854775808s"}}));
  CHECK(go_duration(sample.nanoseconds) == sample.expected);
}

TEST_CASE("elapsed time is told in two units at most") {
  CHECK(elapsed_text(milliseconds(-5)) == "0 s");
  CHECK(elapsed_text(milliseconds(999)) == "0 s");
  CHECK(elapsed_text(milliseconds(12'900)) == "12 s");
  CHECK(elapsed_text(milliseconds(59'999)) == "59 s");
  CHECK(elapsed_text(milliseconds(60'000)) == "1 min 00 s");
  CHECK(elapsed_text(milliseconds(65'000)) == "1 min 05 s");
  CHECK(elapsed_text(milliseconds(3'600'000)) == "1 h 00 min");
  CHECK(elapsed_text(milliseconds(7'380'000)) == "2 h 03 min");
}
