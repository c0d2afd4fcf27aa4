// Finds what somebody probably meant.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace llamero {

// The candidate with the smallest edit distance (Damerau-Levenshtein, optimal string alignment), if
// it is close enough to be a slip: at most a third of the word, and at least one. Empty: none.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       std::span<const std::string_view> candidates);

}  // namespace llamero
