// Colours for code: what each piece of a line is, by a lexer that only knows tables.
#pragma once

#include "term/code_languages.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace llamero {

struct CodeToken {
  std::size_t length = 0;  // bytes
  CodeRole role = CodeRole::text;
};

// One block of code, line by line; comments and strings that are open go on in the next line.
class CodeHighlighter {
 public:
  // Without a language all is text.
  explicit CodeHighlighter(const CodeLanguage* language) : language_(language) {}

  // The tokens of the next line (without its end); together they are the whole line.
  [[nodiscard]] std::vector<CodeToken> line(std::string_view line);

 private:
  [[nodiscard]] std::size_t quote_end(std::string_view line, std::size_t at);
  [[nodiscard]] const CodeQuote* quote_at(std::string_view line, std::size_t at) const;
  [[nodiscard]] std::size_t word_end(std::string_view line, std::size_t at) const;
  [[nodiscard]] CodeRole word_role(std::string_view line, std::size_t at, std::size_t end) const;
  [[nodiscard]] bool is_directive(std::string_view line, std::size_t at) const;
  [[nodiscard]] CodeToken plain_token(std::string_view line, std::size_t at) const;

  const CodeLanguage* language_;
  const CodeQuote* open_ = nullptr;  // goes on from the line before
  std::size_t depth_ = 0;            // of open_, if it nests
};

}  // namespace llamero
