#include "term/block_marks.h"

#include "base/trim.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace llamero {
namespace {

constexpr std::string_view kBlank = " \t";
constexpr std::size_t kMostDigits = 9;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t run_length(std::string_view text) {
  return std::min(text.find_first_not_of(text.front()), text.size());
}

// In the order of bytes (CommonMark 0.31, html blocks of kind 6, and the usual ones of kind 1).
constexpr std::array<std::string_view, 66> kHtmlBlocks = {
    "address", "article",  "aside",    "base",     "basefont", "blockquote", "body",
    "caption", "center",   "col",      "colgroup", "dd",       "details",    "dialog",
    "dir",     "div",      "dl",       "dt",       "fieldset", "figcaption", "figure",
    "footer",  "form",     "frame",    "frameset", "h1",       "h2",         "h3",
    "h4",      "h5",       "h6",       "head",     "header",   "hr",         "html",
    "iframe",  "legend",   "li",       "link",     "main",     "menu",       "menuitem",
    "nav",     "noframes", "ol",       "optgroup", "option",   "p",          "param",
    "pre",     "script",   "search",   "section",  "style",    "summary",    "table",
    "tbody",   "td",       "textarea", "tfoot",    "th",       "thead",      "title",
    "tr",      "track",    "ul"};

std::string lower_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) break;
    name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return name;
}

// How the marks at the start of an unfinished line read: past them, or not yet to be told.
struct MarkStep {
  bool known = false;
  std::size_t length = 0;  // of a list mark; 0: this is no list item
};

// A bullet or a character of rules and underlines: told apart by what follows the run.
MarkStep step_over_bullet(std::string_view content) {
  const char mark = content.front();
  const std::string mark_or_blank = {mark, ' ', '\t'};
  if (content.find_first_not_of(mark_or_blank) == std::string_view::npos) return {};
  const bool item = mark != '_' && is_blank(content[1]);
  // A row beneath the head of a table.
  if (!item && content.find_first_not_of("|:-= \t") == std::string_view::npos) return {};
  return {true, item ? 1U : 0U};
}

MarkStep step_over_number(std::string_view content) {
  const std::size_t digits = content.find_first_not_of("0123456789");
  if (digits == std::string_view::npos) return {content.size() > kMostDigits, 0};
  if (digits > kMostDigits || (content[digits] != '.' && content[digits] != ')')) return {true, 0};
  if (digits + 1 == content.size()) return {};
  return {true, is_blank(content[digits + 1]) ? digits + 1 : 0};
}

// The box of a task stands before more content, so that it is passed like a mark.
MarkStep step_over_box(std::string_view content) {
  if (content.size() < 4) return {};
  return {true, content[2] == ']' && content[3] == ' ' ? 3U : 0U};
}

bool leaf_is_surely_text(std::string_view content) {
  const char c = content.front();
  const std::size_t run = run_length(content);
  switch (c) {
    case '#':
      return run < content.size() && (run > 6 || !is_blank(content[run]));
    case '`':
    case '~':
      return run < 3 && run < content.size();
    case '=':
    case ':':
    case '|':
      return c != '|' && content.find_first_not_of("|:-= \t") != std::string_view::npos;
    case '<':
      return content.size() > 1 && std::isalpha(static_cast<unsigned char>(content[1])) == 0 &&
             content[1] != '/' && content[1] != '!' && content[1] != '?';
    case '$':
      return content.size() > 1 && content[1] != '$';
    case '\\':
      return content.size() > 1 && content[1] != '[';
    default:
      return true;
  }
}

}  // namespace

bool is_thematic_break(std::string_view content) {
  if (content.empty()) return false;
  const char mark = content.front();
  if (mark != '*' && mark != '-' && mark != '_') return false;
  std::size_t count = 0;
  for (const char c : content) {
    if (c != mark && !is_blank(c)) return false;
    count += c == mark ? 1 : 0;
  }
  return count >= 3;
}

std::optional<HeadingMark> read_heading(std::string_view content) {
  if (!content.starts_with('#')) return std::nullopt;
  const std::size_t level = run_length(content);
  if (level > 6 || (level < content.size() && !is_blank(content[level]))) return std::nullopt;
  std::string_view text = trimmed(content.substr(level), kBlank);
  const std::size_t last = text.find_last_not_of('#');
  if (last == std::string_view::npos) {
    text = {};
  } else if (last + 1 < text.size() && is_blank(text[last])) {
    text = trimmed(text.substr(0, last), kBlank);
  }
  return HeadingMark{static_cast<int>(level), text};
}

std::optional<int> read_underline(std::string_view content) {
  const std::string_view line = trimmed(content, kBlank);
  if (line.empty() || (line.front() != '=' && line.front() != '-')) return std::nullopt;
  if (run_length(line) != line.size()) return std::nullopt;
  return line.front() == '=' ? 1 : 2;
}

std::optional<Fence> read_fence(std::string_view content) {
  if (!content.starts_with("```") && !content.starts_with("~~~")) return std::nullopt;
  const std::size_t length = run_length(content);
  const std::string_view info = trimmed(content.substr(length), kBlank);
  if (content.front() == '`' && info.find('`') != std::string_view::npos) return std::nullopt;
  return Fence{content.front(), length, info};
}

bool closes_fence(std::string_view content, char mark, std::size_t length) {
  if (!content.starts_with(mark)) return false;
  const std::size_t run = run_length(content);
  return run >= length && trimmed(content.substr(run), kBlank).empty();
}

std::optional<ListMark> read_list_mark(std::string_view content) {
  if (content.empty()) return std::nullopt;
  ListMark mark;
  mark.delimiter = content.front();
  if (is_digit(content.front())) {
    const std::size_t digits = std::min(content.find_first_not_of("0123456789"), content.size());
    if (digits > kMostDigits || digits == content.size()) return std::nullopt;
    mark.ordered = true;
    mark.delimiter = content[digits];
    mark.length = digits + 1;
    for (const char digit : content.substr(0, digits)) {
      mark.number = mark.number * 10 + static_cast<unsigned>(digit - '0');
    }
    if (mark.delimiter != '.' && mark.delimiter != ')') return std::nullopt;
  } else if (mark.delimiter != '-' && mark.delimiter != '*' && mark.delimiter != '+') {
    return std::nullopt;
  }
  if (mark.length < content.size() && !is_blank(content[mark.length])) return std::nullopt;
  return mark;
}

std::optional<std::string_view> read_html_block(std::string_view content) {
  if (!content.starts_with('<')) return std::nullopt;
  if (content.starts_with("<!--")) return "-->";
  if (content.starts_with("<?")) return "?>";
  const bool closing = content.starts_with("</");
  const std::string name = lower_name(content.substr(closing ? 2 : 1));
  if (!std::binary_search(kHtmlBlocks.begin(), kHtmlBlocks.end(), name)) return std::nullopt;
  if (closing) return "";
  if (name == "script") return "</script>";
  if (name == "style") return "</style>";
  if (name == "pre") return "</pre>";
  if (name == "textarea") return "</textarea>";
  return "";
}

// On one line with its end, it is a formula in a paragraph.
std::optional<std::string_view> read_math_block(std::string_view content) {
  for (const auto& [begin, end] : {std::pair<std::string_view, std::string_view>{"$$", "$$"},
                                   std::pair<std::string_view, std::string_view>{"\\[", "\\]"}}) {
    if (content.starts_with(begin) && content.find(end, begin.size()) == std::string_view::npos) {
      return end;
    }
  }
  return std::nullopt;
}

bool is_surely_text(std::string_view line) {
  while (true) {
    const std::size_t at = line.find_first_not_of(kBlank);
    if (at == std::string_view::npos) return false;
    line.remove_prefix(at);
    MarkStep step = {true, 0};
    if (line.front() == '>') {
      step.length = 1;
    } else if (line.front() == '-' || line.front() == '*' || line.front() == '+' ||
               line.front() == '_') {
      step = step_over_bullet(line);
    } else if (is_digit(line.front())) {
      step = step_over_number(line);
    } else if (line.front() == '[') {
      step = step_over_box(line);
    } else {
      return leaf_is_surely_text(line);
    }
    if (!step.known || step.length == 0) return step.known;
    line.remove_prefix(step.length);
  }
}

}  // namespace llamero
