#include "api/token_scanner.h"

#include "api/string_scan.h"

#include <cstring>

namespace llamero::json {
namespace {

std::string_view text_of(const RawString& string, std::string& buffer) {
  if (!string.escaped) return string.text;
  decode_escapes(string.text, buffer);
  return buffer;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Scanner {
 public:
  explicit Scanner(std::string_view line) : at_(line.data()), end_(line.data() + line.size()) {}

  bool run() {
    skip_blanks();
    if (!take('{') || !members([this](std::string_view key) { return top_member(key); }))
      return false;
    skip_blanks();
    const bool chat = (seen_ & kMessage) != 0;
    const bool generated = (seen_ & kResponse) != 0;
    const bool ambiguous = chat && (seen_ & kTopThinking) != 0;
    return at_ == end_ && (seen_ & kDone) != 0 && chat != generated && !ambiguous;
  }

  [[nodiscard]] const RawString& content() const { return content_; }
  [[nodiscard]] const RawString& thinking() const { return thinking_; }

 private:
  enum Seen : unsigned {
    kMessage = 1,
    kResponse = 2,
    kTopThinking = 4,
    kDone = 8,
    kContent = 16,
    kThinking = 32,
  };

  // By length first: most keys are not asked for, and need no comparison then.
  bool top_member(std::string_view key) {
    switch (key.size()) {
      case 4:
        if (key == "done") return once(kDone) && word("false");
        break;
      case 5:
        if (key == "error") return false;
        break;
      case 7:
        if (key == "message") return once(kMessage) && message();
        break;
      case 8:
        if (key == "response") return once(kResponse) && text(content_);
        if (key == "thinking") return once(kTopThinking) && text(thinking_);
        break;
      case 10:
        if (key == "tool_calls") return false;
        break;
      default:
        break;
    }
    return skip_scalar();
  }

  bool message() {
    return take('{') && members([this](std::string_view key) { return message_member(key); });
  }

  bool message_member(std::string_view key) {
    if (key == "content") return once(kContent) && text(content_);
    if (key == "thinking") return once(kThinking) && text(thinking_);
    if (key == "tool_calls") return false;
    return skip_scalar();
  }

  bool text(RawString& out) { return take('"') && scan_string(at_, end_, out); }

  bool once(Seen field) {
    if ((seen_ & field) != 0) return false;
    seen_ |= field;
    return true;
  }

  // The opening brace is taken already. `on_member` reads the value of a key.
  template <class OnMember>
  bool members(OnMember on_member) {
    skip_blanks();
    if (take('}')) return true;
    for (;;) {
      RawString key;
      if (!take('"') || !scan_string(at_, end_, key) || key.escaped) return false;
      skip_blanks();
      if (!take(':')) return false;
      skip_blanks();
      if (!on_member(key.text)) return false;
      skip_blanks();
      if (take('}')) return true;
      if (!take(',')) return false;
      skip_blanks();
    }
  }

  bool skip_scalar() {
    if (at_ == end_) return false;
    switch (*at_) {
      case '"': {
        ++at_;
        RawString ignored;
        return scan_string(at_, end_, ignored);
      }
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return number();
    }
  }

  // Short, and without an exponent (which no comma follows): it cannot overflow in the library.
  bool number() {
    constexpr std::ptrdiff_t longest = 24;
    const char* const begin = at_;
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    return at_ - begin <= longest;
  }

  bool digits() {
    const char* const begin = at_;
    while (at_ != end_ && *at_ >= '0' && *at_ <= '9') ++at_;
    return at_ != begin;
  }

  bool word(std::string_view expected) {
    if (static_cast<std::size_t>(end_ - at_) < expected.size() ||
        std::memcmp(at_, expected.data(), expected.size()) != 0) {
      return false;
    }
    at_ += expected.size();
    return true;
  }

  bool take(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }

  void skip_blanks() {
    while (at_ != end_ && static_cast<unsigned char>(*at_) <= ' ' && is_blank(*at_)) ++at_;
  }

  const char* at_;
  const char* end_;
  unsigned seen_ = 0;
  RawString content_;
  RawString thinking_;
};

}  // namespace

bool scan_token_line(std::string_view line, std::string& content_buffer,
                     std::string& thinking_buffer, TokenLine& token) {
  Scanner scanner(line);
  if (!scanner.run()) return false;
  token.content = text_of(scanner.content(), content_buffer);
  token.thinking = text_of(scanner.thinking(), thinking_buffer);
  return true;
}

}  // namespace llamero::json
