#include "base/split_words.h"

namespace llamero {

Result<std::vector<std::string>> split_words(std::string_view text) {
  std::vector<std::string> words;
  bool in_word = false;
  char quote = 0;
  const auto append = [&](char c) {
    if (!in_word) words.emplace_back();
    in_word = true;
    if (c != 0) words.back() += c;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    // In double quotes a backslash means itself, unless it protects a quote or another one.
    const bool escapes = quote == 0 ? next != '\0' : quote == '"' && (next == '"' || next == '\\');
    if (c == '\\' && escapes) {
      append(text[++i]);
    } else if (quote != 0 && c == quote) {
      quote = 0;
    } else if (quote != 0) {
      append(c);
    } else if (c == '\'' || c == '"') {
      quote = c;
      append(0);
    } else if (c == ' ' || c == '\t' || c == '\n') {
      in_word = false;
    } else {
      append(c);
    }
  }
  const std::string shown(text);
  if (quote != 0) return Unexpected(Error(Errc::usage, "a quote does not end in: " + shown));
  if (words.empty()) return Unexpected(Error(Errc::usage, "the command is empty"));
  return words;
}

}  // namespace llamero
