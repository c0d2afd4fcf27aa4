// A place in a line of markdown, counted in columns: a tab is the way to the next multiple of four.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace llamero {

class LineCursor {
 public:
  explicit LineCursor(std::string_view line) : line_(line) {}

  // Columns of white space ahead.
  [[nodiscard]] std::size_t indent() const {
    std::size_t columns = tab_rest_;
    for (std::size_t at = at_; at < line_.size() && is_blank(line_[at]); ++at) {
      columns += line_[at] == '\t' ? kTab - (column_ + columns) % kTab : 1;
    }
    return columns;
  }
  // What follows the white space ahead.
  [[nodiscard]] std::string_view content() const {
    const std::size_t at = line_.find_first_not_of(" \t", at_);
    return at == std::string_view::npos ? std::string_view() : line_.substr(at);
  }
  [[nodiscard]] bool blank() const { return content().empty(); }

  // Passes at most `columns` of white space; a tab may be passed in part.
  void skip_indent(std::size_t columns) {
    while (columns > 0) {
      if (tab_rest_ > 0) {
        --tab_rest_;
      } else if (at_ < line_.size() && line_[at_] == ' ') {
        ++at_;
      } else if (at_ < line_.size() && line_[at_] == '\t') {
        ++at_;
        tab_rest_ = kTab - column_ % kTab - 1;
      } else {
        return;
      }
      ++column_;
      --columns;
    }
  }
  // Passes bytes that are no tabs.
  void skip_bytes(std::size_t bytes) {
    at_ += bytes;
    column_ += bytes;
  }

  // All that is ahead; what is left of a tab as spaces.
  [[nodiscard]] std::string rest() const {
    return std::string(tab_rest_, ' ').append(line_.substr(at_));
  }

 private:
  static constexpr std::size_t kTab = 4;
  [[nodiscard]] static bool is_blank(char c) { return c == ' ' || c == '\t'; }

  std::string_view line_;
  std::size_t at_ = 0;
  std::size_t column_ = 0;
  std::size_t tab_rest_ = 0;  // columns of a tab that were not passed
};

}  // namespace llamero
