#include "store/search_query.h"

#include "base/utf8.h"

#include <algorithm>

namespace llamero {
namespace {

// Thai to Khmer, Chinese, Japanese: written without blanks between the words.
bool has_no_blanks(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
         (c >= 0x1780 && c <= 0x17FF) || (c >= 0x2E80 && c <= 0x31FF) ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

bool needs_scan(std::string_view word) {
  while (!word.empty()) {
    const Decoded next = decode_utf8(word);
    if (has_no_blanks(next.code_point)) return true;
    word.remove_prefix(std::max<std::size_t>(next.length, 1));
  }
  return false;
}

// A string of FTS5 ends at a quote that is not doubled, and nowhere else.
std::string quoted(std::string_view word) {
  const bool prefix = word.size() > 1 && word.ends_with('*');
  if (prefix) word.remove_suffix(1);
  std::string out = "\"";
  for (const char c : word) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + (prefix ? "\"*" : "\"");
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : replace_invalid_utf8(text)) {
    const bool blank = static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
    if (!blank) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace

Result<SearchQuery> search_query(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  if (words.empty()) return Unexpected(Error(Errc::usage, "there is no word to search for"));
  if (words.size() > kMaxSearchWords) {
    return Unexpected(
        Error(Errc::usage, "a search takes at most " + std::to_string(kMaxSearchWords) + " words"));
  }
  SearchQuery query;
  for (const std::string& word : words) {
    if (needs_scan(word)) {
      query.parts.push_back(word);
    } else {
      query.match += (query.match.empty() ? "" : " ") + quoted(word);
    }
  }
  return query;
}

}  // namespace llamero
