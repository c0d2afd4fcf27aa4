// What the lexer of code blocks (term/code_highlight.h) needs to know of each language: tables
// only.
#pragma once

#include "term/markdown_theme.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace llamero {

// A string, or a comment, from `open` to `close`.
struct CodeQuote {
  std::string_view open;
  std::string_view close;  // empty: the end of the line
  CodeRole role = CodeRole::string;
  bool lines = false;    // may go on over lines
  bool escapes = false;  // a backslash takes the next character along
  bool nests = false;
};

struct CodeLanguage {
  std::span<const std::string_view> names;     // of info strings, lower case
  std::span<const CodeQuote> quotes;           // the first that fits wins: the longer ones first
  std::span<const std::string_view> keywords;  // in the order of bytes
  std::span<const std::string_view> types;     // and constants, in the order of bytes
  std::string_view word_characters;            // besides letters, digits and '_'
  char directive = 0;            // begins a directive: `#include`, `@decorator`, `$variable`
  bool directive_first = false;  // only as the first character of a line
  bool calls = false;            // a word before '(' is a function
  bool keys = false;             // a word or string before ':' is a key
};

// `info` is the text behind the fence; its first word counts. Null: none that is known.
[[nodiscard]] const CodeLanguage* find_code_language(std::string_view info);

}  // namespace llamero
