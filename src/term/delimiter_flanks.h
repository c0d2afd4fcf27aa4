// Whether a run of emphasis marks can open or close, by what stands at its sides.
#pragma once

#include <cstddef>
#include <string_view>

namespace llamero {

enum class Neighbour { space, punctuation, other };

[[nodiscard]] Neighbour neighbour(char32_t c);
[[nodiscard]] bool is_ascii_punct(char c);

// A space where the text begins.
[[nodiscard]] char32_t character_before(std::string_view text, std::size_t at);

struct Flanks {
  bool can_open = false;
  bool can_close = false;
  friend bool operator==(const Flanks&, const Flanks&) = default;
};

// CommonMark's rules for a run of `mark` between two neighbours.
[[nodiscard]] Flanks flanks_of(char mark, Neighbour left, Neighbour right);

}  // namespace llamero
