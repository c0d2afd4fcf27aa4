#include "term/markdown_spans.h"

#include "term/html_entities.h"
#include "term/tty_text.h"

#include <algorithm>
#include <array>
#include <md4c.h>
#include <string>

namespace llamero {
namespace {

// Before the text stands a character that begins no block, so that the text is a paragraph whatever
// it begins with, and a space, which for md4c is as good as the start of a line.
constexpr std::string_view kGuard = "\u00A0 ";

// A literal is a character of plane 15 (private use, a letter to md4c) that numbers it; such
// characters of the text itself are literals too.
constexpr char kPlane15Lead = '\xF3';
constexpr unsigned kFirstPlaceholder = 0xB0;  // second byte of U+F0000
constexpr std::size_t kPlaceholderBytes = 4;
constexpr std::size_t kMostLiterals = 0xFFFF;

bool is_plane_15(std::string_view text) {
  return text.size() >= kPlaceholderBytes && text[0] == kPlane15Lead &&
         static_cast<unsigned char>(text[1]) >= kFirstPlaceholder;
}

void append_placeholder(std::size_t number, std::string& out) {
  out += kPlane15Lead;
  out += static_cast<char>(kFirstPlaceholder + (number >> 12));
  out += static_cast<char>(0x80 + ((number >> 6) & 0x3F));
  out += static_cast<char>(0x80 + (number & 0x3F));
}

std::size_t placeholder_number(std::string_view text) {
  const auto bits = [&](std::size_t index, unsigned base) {
    return static_cast<std::size_t>(static_cast<unsigned char>(text[index]) - base);
  };
  return (bits(1, kFirstPlaceholder) << 12) | (bits(2, 0x80) << 6) | bits(3, 0x80);
}

// What md4c is given, and what its placeholders stand for.
class Source {
 public:
  Source(std::string_view text, const std::vector<ByteRange>& literals) : bytes_(kGuard) {
    bytes_.reserve(text.size() + kGuard.size());
    auto literal = literals.begin();
    for (std::size_t at = 0; at < text.size();) {
      if (literal != literals.end() && literal->begin == at && literal->end <= text.size()) {
        at = add_literal(text, *literal);
        ++literal;
      } else if (is_plane_15(text.substr(at))) {
        at = add_literal(text, {at, at + kPlaceholderBytes});
      } else if (text[at] == '\n') {
        at = add_newline(text, at);
      } else {
        bytes_ += text[at++];
      }
    }
  }

  [[nodiscard]] const std::string& bytes() const { return bytes_; }

  [[nodiscard]] std::string_view literal(std::size_t number) const {
    return number < literals_.size() ? literals_[number] : std::string_view();
  }

 private:
  std::size_t add_literal(std::string_view text, ByteRange range) {
    if (literals_.size() < kMostLiterals) {
      append_placeholder(literals_.size(), bytes_);
      literals_.push_back(text.substr(range.begin, range.end - range.begin));
    }
    return range.end;
  }

  // A line must not begin with anything that makes a block of it, so that soft breaks become spaces
  // here, and the guard stands behind hard ones.
  std::size_t add_newline(std::string_view text, std::size_t at) {
    const bool hard = bytes_.ends_with("  ") || bytes_.ends_with('\\');
    if (hard) {
      bytes_ += '\n';
      bytes_ += kGuard;
    } else {
      bytes_ += ' ';
    }
    const std::size_t next = text.find_first_not_of(" \t", at + 1);
    return next == std::string_view::npos ? text.size() : next;
  }

  std::string bytes_;
  std::vector<std::string_view> literals_;
};

struct OpenSpan {
  MD_SPANTYPE type = MD_SPAN_EM;
  TextStyle style;      // of the text inside
  std::string target;   // of a link or an image
  std::size_t start{};  // of its text, in plain_
};

class SpanBuilder {
 public:
  SpanBuilder(const Source& source, const MarkdownTheme& theme, TextStyle base)
      : source_(source), theme_(theme), spans_{OpenSpan{MD_SPAN_EM, base, {}, 0}} {}

  void enter(MD_SPANTYPE type, const void* detail) {
    OpenSpan span = {type, style(), {}, plain_.size()};
    switch (type) {
      case MD_SPAN_EM:
        span.style = combine(span.style, theme_.emphasis);
        break;
      case MD_SPAN_STRONG:
        span.style = combine(span.style, theme_.strong);
        break;
      case MD_SPAN_DEL:
        span.style = combine(span.style, theme_.deleted);
        break;
      case MD_SPAN_CODE:
        span.style = combine(span.style, theme_.code);
        break;
      case MD_SPAN_A:
        span.style = combine(span.style, theme_.link);
        span.target = attribute(static_cast<const MD_SPAN_A_DETAIL*>(detail)->href);
        break;
      case MD_SPAN_IMG:
        span.target = attribute(static_cast<const MD_SPAN_IMG_DETAIL*>(detail)->src);
        add("[image: ", span.style);
        break;
      default:
        break;
    }
    spans_.push_back(std::move(span));
  }

  // md4c 0.4.8 leaves spans that it never entered, or in another order, where links without
  // brackets cross other spans.
  void leave(MD_SPANTYPE type) {
    std::size_t at = spans_.size() - 1;
    while (at > 0 && spans_[at].type != type) --at;
    if (at == 0) return;
    const OpenSpan span = std::move(spans_[at]);
    spans_.resize(at);
    if (type == MD_SPAN_IMG) add("]", style());
    if (type == MD_SPAN_IMG || (type == MD_SPAN_A && !shows_target(span))) {
      add(" (" + span.target + ")", combine(style(), theme_.target));
    }
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    if (at_line_start_) {
      if (text.starts_with(kGuard)) text.remove_prefix(kGuard.size());
      at_line_start_ = false;
    }
    switch (type) {
      case MD_TEXT_BR:
        at_line_start_ = true;
        return add("\n", style());
      case MD_TEXT_SOFTBR:
        return add(" ", style());
      case MD_TEXT_NULLCHAR:
        return add("\uFFFD", style());
      case MD_TEXT_ENTITY:
        return add(entity_text(text), style());
      case MD_TEXT_HTML:
        return add_restored(text, combine(style(), theme_.html));
      default:
        return add_restored(text, style());
    }
  }

  StyledLine take() { return std::move(line_); }

 private:
  [[nodiscard]] TextStyle style() const { return spans_.back().style; }

  // Marks that stood apart may have come together: what is added stays inert.
  void add(std::string_view text, TextStyle style) {
    std::string shown;
    filter_.feed(text, shown);
    append_run(line_, shown, style);
    plain_ += shown;
  }

  void add_restored(std::string_view text, TextStyle style) {
    std::size_t run = 0;
    for (std::size_t at = text.find(kPlane15Lead); at < text.size();
         at = text.find(kPlane15Lead, at)) {
      if (!is_plane_15(text.substr(at))) {
        ++at;
        continue;
      }
      add(text.substr(run, at - run), style);
      const std::string_view literal = source_.literal(placeholder_number(text.substr(at)));
      const bool formula = literal.starts_with('$') || literal.starts_with('\\');
      add(literal, formula ? combine(style, theme_.math) : style);
      at += kPlaceholderBytes;
      run = at;
    }
    add(text.substr(run), style);
  }

  [[nodiscard]] std::string attribute(const MD_ATTRIBUTE& attribute) const {
    std::string out;
    for (std::size_t index = 0; attribute.size > 0; ++index) {
      const MD_OFFSET begin = attribute.substr_offsets[index];
      if (begin >= attribute.size) break;
      const std::string_view part(attribute.text + begin,
                                  attribute.substr_offsets[index + 1] - begin);
      out += attribute.substr_types[index] == MD_TEXT_ENTITY ? entity_text(part) : restored(part);
    }
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
  }

  [[nodiscard]] std::string restored(std::string_view text) const {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      if (is_plane_15(text.substr(at))) {
        out += source_.literal(placeholder_number(text.substr(at)));
        at += kPlaceholderBytes;
      } else {
        out += text[at++];
      }
    }
    return out;
  }

  // An autolink is its own text; md4c completes those that were written without a scheme.
  [[nodiscard]] bool shows_target(const OpenSpan& span) const {
    const std::string_view shown = std::string_view(plain_).substr(span.start);
    for (const std::string_view scheme : {"", "mailto:", "http://"}) {
      if (span.target.size() == scheme.size() + shown.size() && span.target.starts_with(scheme) &&
          span.target.ends_with(shown)) {
        return true;
      }
    }
    return false;
  }

  const Source& source_;
  const MarkdownTheme& theme_;
  TtyText filter_;
  bool at_line_start_ = true;
  std::vector<OpenSpan> spans_;
  std::string plain_;
  StyledLine line_;
};

// The callbacks of C; a builder throws nothing but bad_alloc, which ends the program anyway.
int ignore_block(MD_BLOCKTYPE /*type*/, void* /*detail*/, void* /*builder*/) {
  return 0;
}
int enter_span(MD_SPANTYPE type, void* detail, void* builder) {
  static_cast<SpanBuilder*>(builder)->enter(type, detail);
  return 0;
}
int leave_span(MD_SPANTYPE type, void* /*detail*/, void* builder) {
  static_cast<SpanBuilder*>(builder)->leave(type);
  return 0;
}
int span_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* builder) {
  static_cast<SpanBuilder*>(builder)->text(type, {text, size});
  return 0;
}

// Most words hold nothing that md4c would look at.
bool is_plain_text(std::string_view text) {
  return text.find_first_of("\\`*_~[<&@\n$\xF3") == std::string_view::npos &&
         text.find("://") == std::string_view::npos && text.find("www.") == std::string_view::npos;
}

}  // namespace

StyledLine parse_spans(std::string_view text, const std::vector<ByteRange>& literals,
                       const MarkdownTheme& theme, TextStyle base) {
  StyledLine line;
  if (literals.empty() && is_plain_text(text)) {
    append_run(line, text, base);
    return line;
  }
  const Source source(text, literals);
  SpanBuilder builder(source, theme, base);
  constexpr unsigned kDialect =
      MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS;
  const MD_PARSER parser = {0,          kDialect,  ignore_block, ignore_block, enter_span,
                            leave_span, span_text, nullptr,      nullptr};
  const std::string& bytes = source.bytes();
  if (md_parse(bytes.data(), static_cast<MD_SIZE>(bytes.size()), &parser, &builder) == 0) {
    return builder.take();
  }
  append_run(line, text, base);  // no memory for the parser
  return line;
}

StyledLine parse_spans(std::string_view text, const MarkdownTheme& theme, TextStyle base) {
  InlineScanner scanner;
  std::vector<ByteRange> literals;
  std::size_t begin = 0;
  while (true) {
    const std::optional<std::size_t> safe = scanner.find_safe(text.substr(begin), true);
    for (const ByteRange& range : scanner.literals()) {
      literals.push_back({begin + range.begin, begin + range.end});
    }
    if (!safe) break;
    begin += *safe;
    scanner.reset();
  }
  return parse_spans(text, literals, theme, base);
}

}  // namespace llamero
