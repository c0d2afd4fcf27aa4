// Finds the places of a growing paragraph up to which it can be parsed on its own: no emphasis,
// code, link, tag or formula is open there, so that what follows changes nothing before it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace llamero {

struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Errs on the side of waiting: where it is not sure what an opener will become, no place is safe
// until the text ends. Each byte is looked at a bounded number of times, whatever the pieces.
class InlineScanner {
 public:
  // `text` begins at the last safe place and may only grow from call to call until reset(). Returns
  // the next safe place, past 0: the start of a word, or a place between two East-Asian letters;
  // nothing when the text gives none. `complete`: the paragraph ends here.
  std::optional<std::size_t> find_safe(std::string_view text, bool complete);

  // What md4c must not look at: formulas, and tildes that strike nothing through; ascending.
  [[nodiscard]] const std::vector<ByteRange>& literals() const { return literals_; }

  // The text before the safe place is gone.
  void reset();

 private:
  enum class Mode { text, code, math, angle };
  struct Delimiter {
    char mark;
    std::size_t count;
  };

  [[nodiscard]] bool nothing_open() const;
  [[nodiscard]] bool is_safe_here(std::string_view text) const;
  // Each returns false when it needs more text.
  bool step(std::string_view text, bool complete);
  bool step_text(std::string_view text, bool complete);
  bool step_backslash(std::string_view text, bool complete);
  bool step_backticks(std::string_view text, bool complete);
  bool step_dollar(std::string_view text, bool complete);
  bool step_delimiters(std::string_view text, bool complete);
  bool step_angle(std::string_view text, bool complete);
  bool step_inside_code(std::string_view text, bool complete);
  bool step_inside_math(std::string_view text, bool complete);
  bool step_inside_angle(std::string_view text);
  void begin_math(std::size_t opener, std::string_view closer);
  void give_up_math();
  void close_bracket(std::string_view text);
  void pair(char mark, std::size_t count, bool can_open, bool can_close);

  Mode mode_ = Mode::text;
  std::size_t at_ = 0;
  std::size_t mode_began_ = 0;      // where its opener stands
  std::size_t code_ticks_ = 0;      // length of the run that closes the code span
  std::string_view math_closer_;    // of static storage
  std::size_t math_off_until_ = 0;  // no formula closes before here
  bool angle_quoted_ = false;
  std::size_t destination_depth_ = 0;  // of parentheses behind a link's text
  bool unsure_ = false;                // no safe place before the text ends
  std::vector<Delimiter> delimiters_;  // open ones
  std::vector<std::size_t> brackets_;  // how many delimiters were open at each open bracket
  std::vector<ByteRange> literals_;
};

}  // namespace llamero
