#include "term/background.h"

#include <array>
#include <charconv>
#include <cstddef>

namespace llamero {
namespace {

constexpr std::size_t kMostDigits = 4;

// From 0 to 1, whatever the number of digits.
std::optional<double> share_of(std::string_view digits) {
  if (digits.empty() || digits.size() > kMostDigits) return std::nullopt;
  unsigned value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, 16);
  if (error != std::errc() || stop != end) return std::nullopt;
  return static_cast<double>(value) / static_cast<double>((1U << (4 * digits.size())) - 1);
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// Red, green, blue and, where `parts` is four, how opaque they are.
std::optional<std::array<double, 4>> shares_of(std::string_view text, std::size_t parts) {
  std::array<double, 4> shares{};
  for (std::size_t part = 0; part < parts; ++part) {
    const bool last = part + 1 == parts;
    const std::size_t end = last ? text.size() : text.find('/');
    if (end == std::string_view::npos) return std::nullopt;
    const auto share = share_of(text.substr(0, end));
    if (!share) return std::nullopt;
    shares.at(part) = *share;
    text.remove_prefix(last ? end : end + 1);
  }
  return shares;
}

}  // namespace

std::optional<Background> background_of_answer(std::string_view osc) {
  if (!take_prefix(osc, "11;")) return std::nullopt;
  const bool with_alpha = take_prefix(osc, "rgba:");
  if (!with_alpha && !take_prefix(osc, "rgb:")) return std::nullopt;
  const auto shares = shares_of(osc, with_alpha ? 4 : 3);
  if (!shares) return std::nullopt;
  // The weights of ITU-R BT.709.
  const double luminance = 0.2126 * (*shares)[0] + 0.7152 * (*shares)[1] + 0.0722 * (*shares)[2];
  return luminance > 0.5 ? Background::light : Background::dark;
}

// White and the bright colours are light, but bright black is not.
std::optional<Background> background_of_colorfgbg(std::string_view value) {
  const std::size_t last = value.rfind(';');
  if (last == std::string_view::npos) return std::nullopt;
  const std::string_view number = value.substr(last + 1);
  unsigned color = 0;
  const char* const end = number.data() + number.size();
  const auto [stop, error] = std::from_chars(number.data(), end, color);
  if (error != std::errc() || stop != end || color > 15) return std::nullopt;
  return color < 7 || color == 8 ? Background::dark : Background::light;
}

}  // namespace llamero
