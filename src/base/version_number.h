// Versions of three numbers, as Ollama and docker have them.
#pragma once

#include <array>
#include <charconv>
#include <compare>
#include <optional>
#include <string_view>

namespace llamero {

struct VersionNumber {
  std::array<int, 3> parts{};

  friend auto operator<=>(const VersionNumber&, const VersionNumber&) = default;
};

// "0.17.4", and what begins so ("0.17.1-rc2"). nullopt: it is not of that form.
[[nodiscard]] inline std::optional<VersionNumber> parse_version(std::string_view text) {
  VersionNumber version;
  for (std::size_t i = 0; i < version.parts.size(); ++i) {
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), version.parts[i]);
    if (error != std::errc() || version.parts[i] < 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (i + 1 == version.parts.size()) break;
    if (!text.starts_with('.')) return std::nullopt;
    text.remove_prefix(1);
  }
  return version;
}

}  // namespace llamero
