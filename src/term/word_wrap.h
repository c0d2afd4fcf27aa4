// Breaks styled text into lines of a width: by words, wide (East-Asian) characters each for
// themselves, words longer than a line between graphemes.
#pragma once

#include "term/styled_text.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace llamero {

// Takes text as it comes; the lines do not depend on the pieces as long as no word is cut between
// two characters of one grapheme. A copy can be fed on to see what a preview would look like.
class WordWrap {
 public:
  // `columns` is the whole width, the prefixes included; they take at most half of it.
  WordWrap(StyledLine first_prefix, StyledLine next_prefix, std::size_t columns);

  // Spaces and tabs part words, '\n' ends the line. Lines that are full go to `lines`.
  void text(std::string_view text, TextStyle style, std::vector<StyledLine>& lines);
  void text(const StyledLine& text, std::vector<StyledLine>& lines);
  // What is left, one line at least.
  void finish(std::vector<StyledLine>& lines);

  // The line that is not full yet.
  [[nodiscard]] StyledLine open_line() const;

 private:
  void grapheme(std::string_view text, std::size_t columns, TextStyle style,
                std::vector<StyledLine>& lines);
  void end_word();
  void break_line(std::vector<StyledLine>& lines);
  [[nodiscard]] bool word_fits() const;

  StyledLine next_prefix_;
  std::size_t next_prefix_columns_;
  std::size_t columns_;
  StyledLine line_;
  std::size_t line_columns_;
  std::size_t line_bytes_ = 0;
  bool line_has_text_ = false;
  StyledLine word_;
  std::size_t word_columns_ = 0;
  std::size_t word_bytes_ = 0;
  bool gap_ = false;  // a space stands between the line and the word
  TextStyle gap_style_;
  bool last_wide_ = false;   // its last character is wide,
  bool last_opens_ = false;  // and is an opening bracket
};

}  // namespace llamero
