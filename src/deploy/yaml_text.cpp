#include "deploy/yaml_text.h"

#include "base/utf8.h"

namespace llamero {
namespace {

// Without the line ends and the byte-order mark, of which a reader makes something else.
bool is_printable(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return false;
  if (c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF) return false;
  return true;
}

void append_hex(char32_t c, int digits, std::string& out) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
    out += kDigits[(c >> static_cast<unsigned>(shift)) & 15U];
}

void append_escaped(char32_t c, std::string& out) {
  if (c == U'\n') {
    out += "\\n";
  } else if (c == U'\t') {
    out += "\\t";
  } else if (c <= 0xFF) {
    out += "\\x";
    append_hex(c, 2, out);
  } else {
    out += "\\u";
    append_hex(c, 4, out);
  }
}

// Calls `take` with each character of a text that is UTF-8, and its bytes.
template <class Take>
void for_each_character(std::string_view text, Take take) {
  while (!text.empty()) {
    const Decoded decoded = decode_utf8(text);
    const std::size_t length = decoded.length == 0 ? text.size() : decoded.length;
    take(decoded.code_point, text.substr(0, length));
    text.remove_prefix(length);
  }
}

// A block keeps what is printable; its first line must not begin with a blank, which would count
// as indentation, and it ends with one line end.
bool fits_block(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.front() == '\n') return false;
  if (text.back() != '\n' || text.ends_with("\n\n")) return false;
  if (find_invalid_utf8(text) != std::string_view::npos) return false;
  bool fits = true;
  for_each_character(text, [&](char32_t c, std::string_view) {
    fits = fits && (is_printable(c) || c == U'\n' || c == U'\t');
  });
  return fits;
}

}  // namespace

std::string yaml_quoted(std::string_view text) {
  const std::string valid = replace_invalid_utf8(text);
  std::string out = "\"";
  for_each_character(valid, [&](char32_t c, std::string_view bytes) {
    if (c == U'"' || c == U'\\') out += '\\';
    if (is_printable(c))
      out += bytes;
    else
      append_escaped(c, out);
  });
  return out + '"';
}

std::string yaml_block(std::string_view text, std::size_t indent) {
  if (!fits_block(text)) return yaml_quoted(text) + "\n";
  std::string out = "|\n";
  while (!text.empty()) {
    const std::size_t end = text.find('\n') + 1;
    const std::string_view line = text.substr(0, end);
    if (line != "\n") out.append(indent, ' ');
    out += line;
    text.remove_prefix(end);
  }
  return out;
}

}  // namespace llamero
