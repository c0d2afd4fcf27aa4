// What Tab offers.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

struct Candidate {
  std::string text;   // what replaces the range, with a blank behind it where one is wanted
  std::string shown;  // in the list; empty: `text`
};

// Bytes of the text from `begin` up to `end`, and what may stand there instead.
struct Completions {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<Candidate> candidates;
};

using Completer = std::function<Completions(std::string_view text, std::size_t cursor)>;

// The longest text with which all candidates begin, in whole graphemes.
[[nodiscard]] std::string common_prefix(const std::vector<Candidate>& candidates);

// The list in columns, as lines for a terminal of `width` columns; at most `max_lines`, the last of
// which counts what has no place. Inert.
[[nodiscard]] std::vector<std::string> candidate_lines(const std::vector<Candidate>& candidates,
                                                       std::size_t width, std::size_t max_lines);

}  // namespace llamero
