#include "base/duration.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace llamero {
namespace {

constexpr std::uint64_t kMicrosecond = 1'000;
constexpr std::uint64_t kMillisecond = 1'000'000;
constexpr std::uint64_t kSecond = 1'000'000'000;
constexpr std::uint64_t kMinute = 60 * kSecond;
constexpr std::uint64_t kHour = 60 * kMinute;

// Go keeps a duration in a signed 64-bit count of nanoseconds.
constexpr std::uint64_t kMaxPositive = std::numeric_limits<std::int64_t>::max();
constexpr std::uint64_t kMaxNegative = kMaxPositive + 1;

std::optional<std::uint64_t> unit_of(std::string_view name) {
  struct Unit {
    std::string_view name;
    std::uint64_t nanoseconds;
  };
  // U+00B5 and U+03BC are both in use as "micro".
  static constexpr std::array<Unit, 8> kUnits = {{{"ns", 1},
                                                  {"us", kMicrosecond},
                                                  {"\u00B5s", kMicrosecond},
                                                  {"\u03BCs", kMicrosecond},
                                                  {"ms", kMillisecond},
                                                  {"s", kSecond},
                                                  {"m", kMinute},
                                                  {"h", kHour}}};
  for (const Unit& unit : kUnits) {
    if (unit.name == name) return unit.nanoseconds;
  }
  return std::nullopt;
}

struct Fraction {
  std::uint64_t value = 0;
  double scale = 1;
};

std::string_view take_digits(std::string_view& text) {
  const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
  text.remove_prefix(digits.size());
  return digits;
}

std::optional<std::uint64_t> whole_number(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char digit : digits) {
    if (value > kMaxNegative / 10) return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  if (value > kMaxNegative) return std::nullopt;
  return value;
}

// More digits than 18 change nothing that nanoseconds could show.
Fraction fraction(std::string_view digits) {
  Fraction result;
  for (const char digit : digits.substr(0, 18)) {
    result.value = result.value * 10 + static_cast<std::uint64_t>(digit - '0');
    result.scale *= 10;
  }
  return result;
}

// One "1.5h" of a duration, in nanoseconds.
std::optional<std::uint64_t> take_term(std::string_view& text) {
  const std::string_view whole = take_digits(text);
  std::string_view part;
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    part = take_digits(text);
  }
  if (whole.empty() && part.empty()) return std::nullopt;
  const std::string_view name = text.substr(0, text.find_first_of(".0123456789"));
  text.remove_prefix(name.size());
  const std::optional<std::uint64_t> unit = unit_of(name);
  const std::optional<std::uint64_t> count = whole_number(whole);
  if (!unit || !count || *count > kMaxNegative / *unit) return std::nullopt;
  const Fraction rest = fraction(part);
  return *count * *unit + static_cast<std::uint64_t>(static_cast<double>(rest.value) *
                                                     (static_cast<double>(*unit) / rest.scale));
}

// A sum of such terms; nullopt where Go's time.ParseDuration refuses the text behind its sign.
std::optional<std::uint64_t> parse_terms(std::string_view text) {
  if (text == "0") return 0;
  if (text.empty()) return std::nullopt;
  std::uint64_t sum = 0;
  while (!text.empty()) {
    const std::optional<std::uint64_t> term = take_term(text);
    if (!term || *term > kMaxNegative - sum) return std::nullopt;
    sum += *term;
  }
  return sum;
}

bool is_go_duration(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  const std::optional<std::uint64_t> value = parse_terms(text);
  return value && *value <= (negative ? kMaxNegative : kMaxPositive);
}

// The seconds of a JSON number without an exponent that the server can hold as a duration.
bool is_plain_seconds(std::string_view text) {
  constexpr std::uint64_t kMaxSeconds = kMaxPositive / kSecond - 1;
  constexpr std::size_t kMaxLength = 32;
  if (text.size() > kMaxLength) return false;
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  const std::string_view whole = take_digits(text);
  if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return false;
  if (whole_number(whole).value_or(kMaxNegative) > kMaxSeconds) return false;
  if (text.empty()) return true;
  if (text.front() != '.') return false;
  text.remove_prefix(1);
  return !take_digits(text).empty() && text.empty();
}

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

// `value` in units of `unit`, with as many decimals as it takes and no more.
std::string decimal(std::uint64_t value, std::uint64_t unit) {
  std::string text = std::to_string(value / unit);
  std::uint64_t rest = value % unit;
  if (rest == 0) return text;
  text += '.';
  for (; rest != 0; rest %= unit) {
    unit /= 10;
    text += static_cast<char>('0' + rest / unit);
  }
  return text;
}

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
  // Whoever adds this to a time must not leave the range of its clock.
  constexpr std::uint64_t kMax = 1'000'000 * kHour;
  const std::optional<std::uint64_t> value = parse_terms(text);
  if (!value) {
    return Unexpected(Error(Errc::usage, quoted(text) + " is not a duration",
                            "write it with a unit: 250ms, 90s, 5m, 1h30m"));
  }
  if (*value > kMax) {
    return Unexpected(Error(Errc::usage, "the duration " + quoted(text) + " is too long",
                            "at most 1000000h; 0 switches a limit off"));
  }
  // Rounded up, because zero switches limits off and must not come from "100us".
  return std::chrono::ceil<std::chrono::milliseconds>(
      std::chrono::nanoseconds(static_cast<std::int64_t>(*value)));
}

Result<std::string> parse_keep_alive(std::string_view text) {
  if (is_plain_seconds(text)) return std::string(text);
  if (is_go_duration(text)) return quoted(text);
  return Unexpected(Error(Errc::usage, quoted(text) + " is not a time to keep a model loaded",
                          "write 5m, 1h30m, a number of seconds, 0 (unload at once) or -1 "
                          "(for ever)"));
}

std::string go_duration(std::int64_t nanoseconds) {
  if (nanoseconds == 0) return "0s";
  const std::string sign = nanoseconds < 0 ? "-" : "";
  // Unsigned, because the smallest value has no positive counterpart.
  const auto bits = static_cast<std::uint64_t>(nanoseconds);
  const std::uint64_t value = nanoseconds < 0 ? 0 - bits : bits;
  if (value < kMicrosecond) return sign + std::to_string(value) + "ns";
  if (value < kMillisecond) return sign + decimal(value, kMicrosecond) + "\u00B5s";
  if (value < kSecond) return sign + decimal(value, kMillisecond) + "ms";
  const std::string seconds = decimal(value % kMinute, kSecond) + "s";
  if (value < kMinute) return sign + seconds;
  const std::string minutes = std::to_string(value % kHour / kMinute) + "m";
  if (value < kHour) return sign + minutes + seconds;
  return sign + std::to_string(value / kHour) + "h" + minutes + seconds;
}

std::string elapsed_text(std::chrono::milliseconds elapsed) {
  const std::int64_t seconds = std::max<std::int64_t>(0, elapsed.count() / 1000);
  if (seconds < 60) return std::to_string(seconds) + " s";
  const std::int64_t minutes = seconds / 60;
  if (minutes < 60) return std::to_string(minutes) + " min " + two_digits(seconds % 60) + " s";
  return std::to_string(minutes / 60) + " h " + two_digits(minutes % 60) + " min";
}

}  // namespace llamero
