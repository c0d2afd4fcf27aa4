#include "term/code_highlight.h"

#include <algorithm>

namespace llamero {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

void add(std::vector<CodeToken>& tokens, std::size_t length, CodeRole role) {
  if (length == 0) return;
  if (!tokens.empty() && tokens.back().role == role) {
    tokens.back().length += length;
  } else {
    tokens.push_back({length, role});
  }
}

bool contains(std::span<const std::string_view> sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

// The first character from `at` on that is no white space; 0 at the end of the line.
char next_visible(std::string_view line, std::size_t at) {
  const std::size_t next = line.find_first_not_of(" \t", at);
  return next == std::string_view::npos ? '\0' : line[next];
}

std::size_t number_end(std::string_view line, std::size_t at) {
  while (at < line.size()) {
    const bool exponent_sign =
        (line[at] == '+' || line[at] == '-') && (line[at - 1] == 'e' || line[at - 1] == 'E');
    const bool separator = line[at] == '\'' && at + 1 < line.size() && is_digit(line[at + 1]);
    if (!is_word(line[at]) && line[at] != '.' && !exponent_sign && !separator) break;
    ++at;
  }
  return at;
}

}  // namespace

std::vector<CodeToken> CodeHighlighter::line(std::string_view line) {
  std::vector<CodeToken> tokens;
  if (language_ == nullptr) {
    add(tokens, line.size(), CodeRole::text);
    return tokens;
  }
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    if (open_ == nullptr) {
      open_ = quote_at(line, at);
      if (open_ != nullptr) {
        at += open_->open.size();
        depth_ = 1;
      }
    }
    if (open_ == nullptr) {
      const CodeToken token = plain_token(line, at);
      add(tokens, token.length, token.role);
      at += token.length;
      continue;
    }
    const CodeQuote& quote = *open_;
    at = quote_end(line, at);
    const bool key = language_->keys && quote.role == CodeRole::string && open_ == nullptr &&
                     next_visible(line, at) == ':';
    add(tokens, at - begin, key ? CodeRole::key : quote.role);
  }
  if (open_ != nullptr && !open_->lines) open_ = nullptr;
  return tokens;
}

// Where the open quote ends, or the line; closes it in the first case.
std::size_t CodeHighlighter::quote_end(std::string_view line, std::size_t at) {
  while (at < line.size()) {
    const std::string_view rest = line.substr(at);
    if (open_->escapes && rest.front() == '\\') {
      at = std::min(at + 2, line.size());
    } else if (!open_->close.empty() && rest.starts_with(open_->close)) {
      at += open_->close.size();
      if (--depth_ == 0) {
        open_ = nullptr;
        return at;
      }
    } else if (open_->nests && rest.starts_with(open_->open)) {
      at += open_->open.size();
      ++depth_;
    } else {
      ++at;
    }
  }
  return at;
}

const CodeQuote* CodeHighlighter::quote_at(std::string_view line, std::size_t at) const {
  const std::string_view rest = line.substr(at);
  for (const CodeQuote& quote : language_->quotes) {
    if (!rest.starts_with(quote.open)) continue;
    // A comment sign of one character stands alone: `$#` and `a#b` are none.
    const bool alone =
        at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t' || line[at - 1] == ';';
    if (quote.open == "#" && !alone) continue;
    return &quote;
  }
  return nullptr;
}

CodeToken CodeHighlighter::plain_token(std::string_view line, std::size_t at) const {
  const char c = line[at];
  if (is_directive(line, at)) {
    return {word_end(line, at + 1) - at, CodeRole::directive};
  }
  if (is_digit(c)) return {number_end(line, at + 1) - at, CodeRole::number};
  if (!is_word(c)) return {1, CodeRole::text};
  const std::size_t end = word_end(line, at);
  return {end - at, word_role(line, at, end)};
}

bool CodeHighlighter::is_directive(std::string_view line, std::size_t at) const {
  if (language_->directive == 0 || line[at] != language_->directive) return false;
  if (at + 1 == line.size() || !is_word(line[at + 1])) return false;
  return !language_->directive_first || line.find_first_not_of(" \t") == at;
}

std::size_t CodeHighlighter::word_end(std::string_view line, std::size_t at) const {
  while (at < line.size() && (is_word(line[at]) || language_->word_characters.find(line[at]) !=
                                                       std::string_view::npos)) {
    ++at;
  }
  return at;
}

CodeRole CodeHighlighter::word_role(std::string_view line, std::size_t at, std::size_t end) const {
  const std::string_view word = line.substr(at, end - at);
  if (language_->keys && end < line.size() && line[end] == ':' &&
      (end + 1 == line.size() || line[end + 1] == ' ')) {
    return CodeRole::key;
  }
  if (contains(language_->keywords, word)) return CodeRole::keyword;
  if (contains(language_->types, word)) return CodeRole::type;
  const bool call = language_->calls && end < line.size() && line[end] == '(';
  return call ? CodeRole::function : CodeRole::text;
}

}  // namespace llamero
