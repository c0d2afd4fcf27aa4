#include "base/official_text.h"

#include "catch.hpp"

#include <limits>

using llamero::official_age;
using llamero::official_count;
using llamero::official_processor;
using llamero::official_size;
using llamero::official_until;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::system_clock;

namespace {

// 2026-03-01T12:00:00Z, and a text for it.
constexpr system_clock::time_point kNow{seconds(1'772'366'400)};
constexpr const char* kNowText = "2026-03-01T12:00:00Z";

std::string age_after(system_clock::duration age) {
  return official_age(kNowText, kNow + age);
}

}  // namespace

TEST_CASE("sizes have one decimal below ten and none from there on") {
  struct Case {
    std::int64_t bytes;
    std::string expected;
  };
  const auto sample = GENERATE(values<Case>({{0, "0 B"},
                                             {12, "12 B"},
                                             {999, "999 B"},
                                             {-5, "-5 B"},
                                             {1'000, "1 KB"},
                                             {1'234, "1.2 KB"},
                                             {1'500, "1.5 KB"},
                                             {999'999, "999 KB"},
                                             {637'000'000, "637 MB"},
                                             {637'999'999, "637 MB"},
                                             {815'319'791, "815 MB"},
                                             {1'000'000'000, "1 GB"},
                                             {4'661'224'676, "4.7 GB"},
                                             {9'990'000'000, "10.0 GB"},
                                             {42'520'413'916, "42 GB"},
                                             {1'999'999'999'999, "2.0 TB"},
                                             {2'000'000'000'000'000, "2000 TB"}}));
  CHECK(official_size(sample.bytes) == sample.expected);
}

TEST_CASE("ages change their unit where the official client changes it") {
  CHECK(age_after(milliseconds(0)) == "Less than a second ago");
  CHECK(age_after(milliseconds(999)) == "Less than a second ago");
  CHECK(age_after(seconds(1)) == "1 second ago");
  CHECK(age_after(seconds(59)) == "59 seconds ago");
  CHECK(age_after(seconds(60)) == "About a minute ago");
  CHECK(age_after(seconds(119)) == "About a minute ago");
  CHECK(age_after(minutes(2)) == "2 minutes ago");
  CHECK(age_after(seconds(3'599)) == "59 minutes ago");
  CHECK(age_after(hours(1)) == "About an hour ago");
  CHECK(age_after(minutes(89)) == "About an hour ago");
  CHECK(age_after(minutes(90)) == "2 hours ago");
  CHECK(age_after(minutes(47 * 60 + 29)) == "47 hours ago");
  CHECK(age_after(minutes(47 * 60 + 30)) == "2 days ago");
  CHECK(age_after(hours(24 * 14 - 1)) == "13 days ago");
  CHECK(age_after(hours(24 * 14)) == "2 weeks ago");
  CHECK(age_after(hours(24 * 60 - 1)) == "8 weeks ago");
  CHECK(age_after(hours(24 * 60)) == "2 months ago");
  CHECK(age_after(hours(24 * 365 * 2 - 1)) == "24 months ago");
  CHECK(age_after(hours(24 * 365 * 2)) == "2 years ago");
  CHECK(age_after(hours(24 * 365 * 30)) == "30 years ago");
}

TEST_CASE("times ahead are told as such, very far ones as for ever") {
  CHECK(age_after(-milliseconds(800)) == "Less than a second from now");
  CHECK(age_after(-minutes(4)) == "4 minutes from now");
  CHECK(age_after(-hours(48)) == "2 days from now");
  CHECK(age_after(-hours(24 * 365 * 21 - 1)) == "20 years from now");
  CHECK(age_after(-hours(24 * 365 * 21)) == "Forever");
  // What the server sends for keep_alive -1: the largest Go duration from now.
  CHECK(official_age("2318-06-10T11:47:16.854775807Z", kNow) == "Forever");
  CHECK(official_age("9999-12-31T23:59:59Z", kNow) == "Forever");
}

TEST_CASE("every RFC 3339 form of a moment is the same moment") {
  const std::string text =
      GENERATE("2026-03-01T12:00:00Z", "2026-03-01T12:00:00.000000000Z",
               "2026-03-01T13:00:00+01:00", "2026-03-01T06:30:00-05:30",
               "2026-03-01T12:00:00.0000000000001Z", "2026-02-28T23:00:00-13:00");
  CHECK(official_age(text, kNow + seconds(7)) == "7 seconds ago");
}

TEST_CASE("fractions of a second count") {
  CHECK(official_age("2026-03-01T11:59:58.000000001Z", kNow) == "1 second ago");
  CHECK(official_age("2026-03-01T11:59:58.0Z", kNow) == "2 seconds ago");
}

TEST_CASE("the zero time and what cannot be read are Never") {
  const std::string text =
      GENERATE("0001-01-01T00:00:00Z", "", "yesterday", "2026-03-01", "2026-03-01T12:00:00",
               "2026-13-01T12:00:00Z", "2026-02-29T12:00:00Z", "2026-03-01T24:00:00Z",
               "2026-03-01T12:60:00Z", "2026-03-01T12:00:60Z", "2026-03-01T12:00:00.Z",
               "2026-03-01T12:00:00Zx", "2026-03-01t12:00:00Z", "2026-03-01T12:00:00+24:00",
               "2026-03-01T12:00:00+0100", "+026-03-01T12:00:00Z", "2026-03-00T12:00:00Z",
               "2026-00-01T12:00:00Z");
  CHECK(official_age(text, kNow) == "Never");
}

TEST_CASE("a very old time is years ago") {
  CHECK(official_age("0001-01-01T00:00:01Z", kNow) == "292 years ago");
  CHECK(official_age("1970-01-01T00:00:00Z", kNow) == "56 years ago");
}

TEST_CASE("until: a time that has passed is a model that stops") {
  CHECK(official_until(kNowText, kNow + milliseconds(1)) == "Stopping...");
  CHECK(official_until(kNowText, kNow) == "Less than a second ago");
  CHECK(official_until(kNowText, kNow - minutes(4)) == "4 minutes from now");
  CHECK(official_until("2318-06-10T11:47:16Z", kNow) == "Forever");
  CHECK(official_until("0001-01-01T00:00:00Z", kNow) == "Stopping...");
  CHECK(official_until("", kNow) == "Never");
}

TEST_CASE("the share of the processors") {
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  CHECK(official_processor(100, 0) == "100% CPU");
  CHECK(official_processor(0, 0) == "100% CPU");
  CHECK(official_processor(100, 100) == "100% GPU");
  CHECK(official_processor(100, 75) == "25%/75% CPU/GPU");
  CHECK(official_processor(1'000, 995) == "1%/99% CPU/GPU");
  CHECK(official_processor(1'000, 999) == "0%/100% CPU/GPU");
  CHECK(official_processor(100, 101) == "Unknown");
  CHECK(official_processor(0, 5) == "Unknown");
  CHECK(official_processor(kMax, -kMax) == "Unknown");
}

TEST_CASE("counts of parameters") {
  struct Case {
    std::uint64_t number;
    std::string expected;
  };
  const auto sample = GENERATE(values<Case>({{0, "0"},
                                             {999, "999"},
                                             {1'000, "1K"},
                                             {32'768, "33K"},
                                             {1'000'000, "1M"},
                                             {500'550'000, "500.55M"},
                                             {999'890'000, "999.89M"},
                                             {999'999'999, "1000.00M"},
                                             {1'000'000'000, "1B"},
                                             {4'300'000'000, "4.3B"},
                                             {2'850'000'000, "2.9B"},
                                             {1'000'000'000'000, "1000B"}}));
  CHECK(official_count(sample.number) == sample.expected);
}
