// The inline part of markdown: emphasis, code, links, images, entities, by md4c.
#pragma once

#include "term/inline_scanner.h"
#include "term/markdown_theme.h"
#include "term/styled_text.h"

#include <string_view>
#include <vector>

namespace llamero {

// Parses `text` as the content of one paragraph; nothing in it can begin another block. It must be
// inert (term/tty_text.h). `literals` are taken as they stand (InlineScanner::literals()). Links
// are shown with their target behind them. In the result '\n' is a hard break.
[[nodiscard]] StyledLine parse_spans(std::string_view text, const std::vector<ByteRange>& literals,
                                     const MarkdownTheme& theme, TextStyle base);

// The same, with the literals found here.
[[nodiscard]] StyledLine parse_spans(std::string_view text, const MarkdownTheme& theme,
                                     TextStyle base);

}  // namespace llamero
