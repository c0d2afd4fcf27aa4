// What a person looks for, as a query of FTS5 that can have no syntax error.
#pragma once

#include "llamero/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace llamero {

inline constexpr std::size_t kMaxSearchWords = 64;

// `match` is for FTS5, empty where there is nothing for it; `parts` must be found literally: words
// of scripts without blanks between words, which FTS5 would take for one long word.
struct SearchQuery {
  std::string match;
  std::vector<std::string> parts;
};

// Every word must be there, in any order; case and accents do not count; "wor*" stands for all that
// begins so. No other character has a meaning. Errors: Errc::usage when there is no word, or more
// than kMaxSearchWords.
[[nodiscard]] Result<SearchQuery> search_query(std::string_view text);

}  // namespace llamero
