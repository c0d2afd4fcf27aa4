#include "base/official_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace llamero {
namespace {

constexpr std::int64_t kBillion = 1'000'000'000;
constexpr std::int64_t kSecond = kBillion;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;

// As printf's %.*f, but the same in every locale.
std::string fixed(double value, int decimals) {
  std::array<char, 64> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                    std::chars_format::fixed, decimals);
  return {buffer.data(), result.ptr};
}

// A point in time that, unlike the system's, reaches from the year 0 to 9999.
struct Instant {
  std::int64_t seconds = 0;  // since 1970
  std::int64_t nanoseconds = 0;
};

// The year 1, which Go calls the zero time.
constexpr std::int64_t kGoZero = -62'135'596'800;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool character(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  // Exactly `digits` digits, of a value up to `max`; -1 when there is something else.
  int number(std::size_t digits, int max) {
    if (text_.size() < digits) return fail();
    int value = 0;
    for (const char c : text_.substr(0, digits)) {
      if (c < '0' || c > '9') return fail();
      value = value * 10 + (c - '0');
    }
    text_.remove_prefix(digits);
    return value > max ? fail() : value;
  }

  // ".123": any number of digits, of which nanoseconds need nine.
  std::int64_t nanoseconds() {
    if (!character('.')) return 0;
    std::int64_t value = 0;
    std::size_t digits = 0;
    for (; !text_.empty() && text_.front() >= '0' && text_.front() <= '9'; ++digits) {
      if (digits < 9) value = value * 10 + (text_.front() - '0');
      text_.remove_prefix(1);
    }
    if (digits == 0) fail();
    for (; digits < 9; ++digits) value *= 10;
    return value;
  }

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return text_.empty(); }
  void expect(bool condition) { ok_ = ok_ && condition; }

 private:
  int fail() {
    ok_ = false;
    return -1;
  }

  std::string_view text_;
  bool ok_ = true;
};

std::int64_t zone_seconds(Reader& reader) {
  if (reader.character('Z')) return 0;
  const int sign = reader.character('-') ? -1 : 1;
  if (sign > 0) reader.expect(reader.character('+'));
  const int hours = reader.number(2, 23);
  reader.expect(reader.character(':'));
  const int minutes = reader.number(2, 59);
  return std::int64_t{sign} * (hours * 3600 + minutes * 60);
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  Reader reader(text);
  const int year = reader.number(4, 9999);
  reader.expect(reader.character('-'));
  const int month = reader.number(2, 12);
  reader.expect(reader.character('-'));
  const int day = reader.number(2, 31);
  reader.expect(reader.character('T'));
  const int hour = reader.number(2, 23);
  reader.expect(reader.character(':'));
  const int minute = reader.number(2, 59);
  reader.expect(reader.character(':'));
  const int second = reader.number(2, 59);
  const std::int64_t nanoseconds = reader.nanoseconds();
  const std::int64_t zone = zone_seconds(reader);
  if (!reader.ok() || !reader.at_end()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return Instant{days * 86'400 + hour * 3'600 + minute * 60 + second - zone, nanoseconds};
}

// now - then in nanoseconds, held at the ends of the range as Go holds it.
std::int64_t elapsed_since(Instant then, std::chrono::system_clock::time_point now) {
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  const std::int64_t now_ns =
      std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch()).count();
  const auto now_seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
  const std::int64_t seconds = now_seconds - then.seconds;
  if (seconds >= kMax / kSecond) return kMax;
  if (seconds <= -(kMax / kSecond)) return -kMax;
  return seconds * kSecond + (now_ns - now_seconds * kSecond) - then.nanoseconds;
}

std::string count_of(std::int64_t number, const char* unit) {
  return std::to_string(number) + " " + unit;
}

// The official client rounds hours but cuts everything else; days, weeks and months come from the
// rounded hours, years from the cut ones.
std::string approximate(std::int64_t nanoseconds) {
  const std::int64_t seconds = nanoseconds / kSecond;
  if (seconds < 1) return "Less than a second";
  if (seconds == 1) return "1 second";
  if (seconds < 60) return count_of(seconds, "seconds");
  const std::int64_t minutes = nanoseconds / kMinute;
  if (minutes == 1) return "About a minute";
  if (minutes < 60) return count_of(minutes, "minutes");
  const std::int64_t hours = nanoseconds / kHour + (nanoseconds % kHour >= kHour / 2 ? 1 : 0);
  if (hours == 1) return "About an hour";
  if (hours < 48) return count_of(hours, "hours");
  if (hours < 24 * 7 * 2) return count_of(hours / 24, "days");
  if (hours < 24 * 30 * 2) return count_of(hours / 24 / 7, "weeks");
  if (hours < 24 * 365 * 2) return count_of(hours / 24 / 30, "months");
  return count_of(nanoseconds / kHour / 24 / 365, "years");
}

std::string age_of(Instant then, std::int64_t elapsed) {
  if (then.seconds == kGoZero && then.nanoseconds == 0) return "Never";
  if (elapsed / kHour / 24 / 365 < -20) return "Forever";
  return elapsed < 0 ? approximate(-elapsed) + " from now" : approximate(elapsed) + " ago";
}

}  // namespace

std::string official_size(std::int64_t bytes) {
  struct Unit {
    double size;
    const char* name;
  };
  static constexpr std::array<Unit, 4> kUnits = {
      {{1'000'000'000'000, " TB"}, {kBillion, " GB"}, {1'000'000, " MB"}, {1'000, " KB"}}};
  for (const Unit& unit : kUnits) {
    const double value = static_cast<double>(bytes) / unit.size;
    if (value < 1) continue;
    const bool whole = value >= 10 || value == std::trunc(value);
    return (whole ? std::to_string(static_cast<std::int64_t>(value)) : fixed(value, 1)) + unit.name;
  }
  return std::to_string(bytes) + " B";
}

std::string official_age(std::string_view rfc3339, std::chrono::system_clock::time_point now) {
  const std::optional<Instant> then = parse_rfc3339(rfc3339);
  return then ? age_of(*then, elapsed_since(*then, now)) : "Never";
}

std::string official_until(std::string_view rfc3339, std::chrono::system_clock::time_point now) {
  const std::optional<Instant> then = parse_rfc3339(rfc3339);
  if (!then) return "Never";
  const std::int64_t elapsed = elapsed_since(*then, now);
  return elapsed > 0 ? "Stopping..." : age_of(*then, elapsed);
}

std::string official_processor(std::int64_t size, std::int64_t size_vram) {
  if (size_vram == 0) return "100% CPU";
  if (size_vram == size) return "100% GPU";
  if (size_vram > size || size_vram < 0) return "Unknown";
  const double share = static_cast<double>(size - size_vram) / static_cast<double>(size);
  const auto cpu = static_cast<int>(std::round(share * 100));
  return std::to_string(cpu) + "%/" + std::to_string(100 - cpu) + "% CPU/GPU";
}

std::string official_count(std::uint64_t number) {
  constexpr std::uint64_t kMillion = 1'000'000;
  const auto in = [&](std::uint64_t unit) {
    return static_cast<double>(number) / static_cast<double>(unit);
  };
  const auto decimals = [&](std::uint64_t unit, int some) {
    return in(unit) == std::floor(in(unit)) ? 0 : some;
  };
  if (number >= kBillion) return fixed(in(kBillion), decimals(kBillion, 1)) + "B";
  if (number >= kMillion) return fixed(in(kMillion), decimals(kMillion, 2)) + "M";
  if (number >= 1'000) return fixed(in(1'000), 0) + "K";
  return std::to_string(number);
}

}  // namespace llamero
