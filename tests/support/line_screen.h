// What a reader sees of output that only appends lines and rewrites the last one: understands text,
// newline, carriage return, ESC[K, colours (which it drops) and synchronized output. Anything else
// is remembered as an offence.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace llamero {

class LineScreen {
 public:
  void feed(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) at += step(bytes.substr(at));
  }

  // All lines, the open one last; each but that ends with a newline.
  [[nodiscard]] std::string text() const { return done_ + open_; }
  [[nodiscard]] const std::string& open_line() const { return open_; }
  [[nodiscard]] const std::string& offence() const { return offence_; }
  // Lines that were taken back, wholly or in part.
  [[nodiscard]] int rewrites() const { return rewrites_; }
  [[nodiscard]] bool in_batch() const { return in_batch_; }
  [[nodiscard]] bool styled() const { return styled_; }

 private:
  std::size_t step(std::string_view bytes) {
    const char c = bytes.front();
    if (c == '\x1b') return sequence(bytes);
    if (c == '\r') {
      at_start_ = true;
    } else if (c == '\n') {
      done_ += open_ + '\n';
      open_.clear();
      at_start_ = false;
    } else {
      if (at_start_ && !open_.empty()) complain("text over a line that was not erased");
      at_start_ = false;
      return plain_text(bytes);
    }
    return 1;
  }

  std::size_t plain_text(std::string_view bytes) {
    std::size_t length = 0;
    for (; length < bytes.size(); ++length) {
      const auto byte = static_cast<unsigned char>(bytes[length]);
      if (byte < 0x20 && byte != '\t' && length > 0) break;
    }
    if (static_cast<unsigned char>(bytes.front()) < 0x20 && bytes.front() != '\t') {
      complain("a control byte");
    }
    open_.append(bytes.substr(0, length));
    return length;
  }

  std::size_t sequence(std::string_view bytes) {
    for (const std::string_view known : {"\x1b[K", "\x1b[?2026h", "\x1b[?2026l"}) {
      if (!bytes.starts_with(known)) continue;
      if (known.ends_with('K')) {
        if (!at_start_) complain("erases in mid-line");
        if (!in_batch_) complain("rewrites outside of a batch");
        open_.clear();
        ++rewrites_;
      } else {
        in_batch_ = known.ends_with('h');
      }
      return known.size();
    }
    const std::size_t end = bytes.find_first_not_of("0123456789;", 2);
    if (bytes.size() < 3 || bytes[1] != '[' || end == std::string_view::npos || bytes[end] != 'm') {
      complain("a sequence that nobody made");
      return 1;
    }
    styled_ = bytes.substr(2, end - 2) != "0";
    return end + 1;
  }

  void complain(std::string_view offence) {
    if (offence_.empty()) offence_ = offence;
  }

  std::string done_;
  std::string open_;
  std::string offence_;
  bool at_start_ = false;
  bool in_batch_ = false;
  bool styled_ = false;
  int rewrites_ = 0;
};

}  // namespace llamero
