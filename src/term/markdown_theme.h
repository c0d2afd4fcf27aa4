// What each part of an answer looks like.
#pragma once

#include "term/styled_text.h"

#include <array>
#include <cstddef>

namespace llamero {

// What a piece of code is, to the eye.
enum class CodeRole { text, keyword, type, string, number, comment, function, directive, key };
inline constexpr std::size_t kCodeRoles = 9;

// Uses the sixteen ANSI colours and weights only. `none()` has no style at all.
struct MarkdownTheme {
  TextStyle heading1;
  TextStyle heading2;
  TextStyle heading3;  // and below
  TextStyle emphasis;
  TextStyle strong;
  TextStyle deleted;
  TextStyle code;  // inline
  TextStyle math;
  TextStyle html;
  TextStyle link;
  TextStyle target;  // of a link or an image
  TextStyle marker;  // of a list item
  TextStyle quote;   // its bar
  TextStyle line;    // rules and the lines of tables
  TextStyle table_header;
  std::array<TextStyle, kCodeRoles> code_roles;

  [[nodiscard]] TextStyle of(CodeRole role) const {
    return code_roles.at(static_cast<std::size_t>(role));
  }

  [[nodiscard]] static MarkdownTheme dark();
  [[nodiscard]] static MarkdownTheme light();
  [[nodiscard]] static MarkdownTheme none() { return {}; }
};

}  // namespace llamero
