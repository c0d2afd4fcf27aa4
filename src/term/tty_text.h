// Makes text from outside inert on a terminal: no byte of it can move the cursor, change colours,
// set a title, write the clipboard or reorder what is read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace llamero {

// What passes: printable text, newline, tab, variation selectors, and the zero-width characters
// that scripts need (ZWJ, ZWNJ, U+200B). CRLF becomes LF. What is shown instead of sent: every
// other C0, C1 and DEL as `\x1b`; bidi controls, tags, U+2028/9, non-characters and other invisible
// format characters as `<U+202E>`; bytes that are not UTF-8 as U+FFFD. Of more than kMaxMarks
// zero-width characters in a row the rest is shown too: they would paint over the lines around
// them, or carry what nobody sees. Applied twice it changes nothing more, and the result does not
// depend on how the text was cut into pieces.
class TtyText {
 public:
  // Unicode's stream-safe format (UAX 15) allows 30; no written language comes near.
  static constexpr int kMaxMarks = 32;

  // Appends the inert form of `piece` to `out`. Keeps at most three bytes of an unfinished UTF-8
  // sequence, or one CR, for the next call.
  void feed(std::string_view piece, std::string& out);
  // The text has ended: what was kept is written out.
  void finish(std::string& out);

 private:
  struct Step;
  [[nodiscard]] std::size_t take(std::string_view text, std::string& out);
  [[nodiscard]] Step step(std::string_view text);
  [[nodiscard]] Step step_beyond_ascii(std::string_view text);

  std::string held_;
  int marks_ = 0;  // zero-width characters in a row, up to now
};

// `<U+202E>`: how a code point that must not be sent is shown.
[[nodiscard]] std::string code_point_name(char32_t code_point);

// The inert form of a whole text.
[[nodiscard]] std::string tty_text(std::string_view text);

// The same for a text that must stay on one line (a model name, a host, an error text inside a
// message): newline and tab are shown as `\n` and `\t` too. What takes more than `max_bytes` (at
// least 3) is cut between characters and ends with "…", that included.
[[nodiscard]] std::string tty_line(std::string_view text, std::size_t max_bytes = 2000);

}  // namespace llamero
