#include "engine/tape_match.h"

#include "api/json_limits.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace llamero {
namespace {

using Json = nlohmann::json;

std::optional<Json> parse(std::string_view text) {
  if (json::find_limit_breach(text)) return std::nullopt;
  Json value = Json::parse(text.begin(), text.end(), nullptr, false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

// The depth was limited before, so that this may recurse.
void unify_numbers(Json& value) {
  constexpr double limit = 9223372036854775808.0;  // 2^63, the first that does not fit
  if (value.is_structured()) {
    for (Json& element : value) unify_numbers(element);
  } else if (value.is_number_float()) {
    const auto number = value.get<double>();
    if (std::trunc(number) == number && number < limit && number >= -limit)
      value = static_cast<std::int64_t>(number);
  }
}

void compare(const Json& a, const Json& b, const std::string& where, BodyDifference& found) {
  const auto differ = [&](const std::string& place) {
    if (found.count++ == 0) found.where = place;
  };
  if (a.is_object() && b.is_object()) {
    const std::string dot = where.empty() ? "" : where + ".";
    for (const auto& [key, value] : a.items()) {
      if (b.contains(key)) {
        compare(value, b.at(key), dot + key, found);
      } else {
        differ(dot + key);
      }
    }
    for (const auto& [key, value] : b.items()) {
      if (!a.contains(key)) differ(dot + key);
    }
  } else if (a.is_array() && b.is_array()) {
    const std::size_t both = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < both; ++i)
      compare(a[i], b[i], where + "[" + std::to_string(i) + "]", found);
    for (std::size_t i = both; i < std::max(a.size(), b.size()); ++i)
      differ(where + "[" + std::to_string(i) + "]");
  } else if (a != b) {
    differ(where);
  }
}

}  // namespace

std::string canonical_body(std::string_view body) {
  auto value = parse(body);
  if (!value) return std::string(body);
  unify_numbers(*value);
  return value->dump();
}

BodyDifference compare_bodies(std::string_view a, std::string_view b) {
  BodyDifference found;
  const auto left = parse(a);
  const auto right = parse(b);
  if (left && right) {
    compare(*left, *right, "", found);
  } else if (a != b) {
    found.count = 1;
  }
  return found;
}

}  // namespace llamero
