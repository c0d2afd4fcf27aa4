#include "term/tty_text.h"

#include "base/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace llamero {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";
constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kHexLower = "0123456789abcdef";
constexpr std::string_view kHexUpper = "0123456789ABCDEF";

// Bytes that stand for themselves on a terminal.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x7F; ++byte) plain[byte] = true;
  plain['\n'] = true;
  plain['\t'] = true;
  return plain;
}();

bool is_plain(char c) {
  return kPlain[static_cast<unsigned char>(c)];
}

struct Range {
  char32_t first;
  char32_t last;
};

// What must never reach a terminal from outside, in ascending order.
constexpr std::array<Range, 12> kShown = {{
    {0x00AD, 0x00AD},    // soft hyphen
    {0x061C, 0x061C},    // Arabic letter mark
    {0x180E, 0x180E},    // Mongolian vowel separator
    {0x200E, 0x200F},    // bidi marks
    {0x2028, 0x202E},    // line and paragraph separator; bidi embeddings and overrides
    {0x2060, 0x206F},    // word joiner, invisible operators, bidi isolates, deprecated controls
    {0xFDD0, 0xFDEF},    // non-characters
    {0xFEFF, 0xFEFF},    // byte order mark, also at the start: it is invisible there too
    {0xFFF9, 0xFFFB},    // interlinear annotation
    {0x1BCA0, 0x1BCA3},  // shorthand format controls
    {0x1D173, 0x1D17A},  // musical format controls
    {0xE0000, 0xE0FFF},  // tags and the default-ignorable rest of their plane; see the next
}};
constexpr Range kVariationSelectors = {0xE0100, 0xE01EF};

bool must_be_shown(char32_t code_point) {
  if ((code_point & 0xFFFE) == 0xFFFE) return true;  // the last two of each plane
  if (code_point >= kVariationSelectors.first && code_point <= kVariationSelectors.last) {
    return false;
  }
  const auto* const range = std::find_if(kShown.begin(), kShown.end(), [&](const Range& candidate) {
    return code_point <= candidate.last;
  });
  return range != kShown.end() && code_point >= range->first;
}

bool is_mark(char32_t code_point) {
  if (code_point < 0x0300) return false;
  if (code_point >= 0x200B && code_point <= 0x200D) return true;
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(code_point));
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

std::string hex_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return {'\\', 'x', kHexLower[byte >> 4], kHexLower[byte & 15]};
}

// U+009B starts a control sequence as ESC [ does.
bool is_c1(char32_t code_point) {
  return code_point >= 0x80 && code_point <= 0x9F;
}

void append_on_line(std::string_view shown, std::string& out) {
  for (const char c : shown) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      out += c;
    }
  }
}

}  // namespace

std::string code_point_name(char32_t code_point) {
  std::string digits;
  for (; code_point != 0 || digits.size() < 4; code_point >>= 4) {
    digits.push_back(kHexUpper[code_point & 15]);
  }
  std::reverse(digits.begin(), digits.end());
  return "<U+" + digits + ">";
}

// What becomes of the next character.
struct TtyText::Step {
  std::size_t length = 0;  // its bytes; 0: they are not all there yet
  bool passes = false;
  std::string shown;  // instead of it, when it does not pass
};

void TtyText::feed(std::string_view piece, std::string& out) {
  while (!held_.empty() && !piece.empty()) {
    std::string joined = std::move(held_);
    joined.push_back(piece.front());
    piece.remove_prefix(1);
    held_ = joined.substr(take(joined, out));
  }
  if (!piece.empty()) held_ = piece.substr(take(piece, out));
}

void TtyText::finish(std::string& out) {
  if (!held_.empty()) out += held_ == "\r" ? hex_byte('\r') : kReplacement;
  held_.clear();
  marks_ = 0;
}

// Returns how many bytes were dealt with: all but an unfinished character at the end.
std::size_t TtyText::take(std::string_view text, std::string& out) {
  std::size_t run = 0;  // what passes is appended by runs
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_plain(text[at])) {
      while (++at < text.size() && is_plain(text[at])) {
      }
      marks_ = 0;
      continue;
    }
    const Step next = step(text.substr(at));
    if (next.length == 0) break;
    if (!next.passes) {
      out.append(text.substr(run, at - run)).append(next.shown);
      run = at + next.length;
    }
    at += next.length;
  }
  out.append(text.substr(run, at - run));
  return at;
}

TtyText::Step TtyText::step(std::string_view text) {
  if (static_cast<unsigned char>(text.front()) >= 0x80) return step_beyond_ascii(text);
  const bool may_be_crlf = text.front() == '\r';
  if (may_be_crlf && text.size() == 1) return {};
  marks_ = 0;
  if (may_be_crlf && text[1] == '\n') return {1, false, ""};
  return {1, false, hex_byte(text.front())};
}

TtyText::Step TtyText::step_beyond_ascii(std::string_view text) {
  const Decoded next = decode_utf8(text);
  if (next.length == 0) return {};
  const bool mark = next.valid && is_mark(next.code_point);
  if (mark && marks_ < kMaxMarks) {
    ++marks_;
    return {next.length, true, {}};
  }
  // A mark past the limit leaves the count where it is, so that the rest of its run is shown too.
  if (mark) return {next.length, false, code_point_name(next.code_point)};
  marks_ = 0;
  if (!next.valid) return {next.length, false, std::string(kReplacement)};
  if (is_c1(next.code_point))
    return {next.length, false, hex_byte(static_cast<char>(next.code_point))};
  if (must_be_shown(next.code_point)) {
    return {next.length, false, code_point_name(next.code_point)};
  }
  return {next.length, true, {}};
}

std::string tty_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  TtyText filter;
  filter.feed(text, out);
  filter.finish(out);
  return out;
}

std::string tty_line(std::string_view text, std::size_t max_bytes) {
  const std::size_t limit = std::max(max_bytes, kEllipsis.size());
  TtyText filter;
  std::string out;
  std::size_t cut = 0;  // the last end of a character that leaves room for the ellipsis
  for (std::size_t at = 0; at <= text.size() && out.size() <= limit; ++at) {
    std::string shown;
    if (at < text.size()) {
      filter.feed(text.substr(at, 1), shown);
    } else {
      filter.finish(shown);
    }
    append_on_line(shown, out);
    if (out.size() <= limit - kEllipsis.size()) cut = out.size();
  }
  if (out.size() > limit) out.replace(cut, std::string::npos, kEllipsis);
  return out;
}

}  // namespace llamero
