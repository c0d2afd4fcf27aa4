#include "api/json_raw.h"

#include "api/string_scan.h"

namespace llamero::json {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Walker {
 public:
  explicit Walker(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {
    if (text.starts_with("\xEF\xBB\xBF")) at_ += 3;
    skip_blanks();
  }

  bool take(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    skip_blanks();
    return true;
  }

  std::string string() {
    std::string decoded;
    const RawString raw = take_string();
    if (raw.escaped) {
      decode_escapes(raw.text, decoded);
    } else {
      decoded = raw.text;
    }
    skip_blanks();
    return decoded;
  }

  std::string_view value() {
    const char* const begin = at_;
    int depth = 0;
    while (at_ != end_) {
      const char c = *at_;
      if (depth == 0 && (c == ',' || c == '}' || c == ']' || is_blank(c))) break;
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      if (c == '"') {
        take_string();
      } else {
        ++at_;
      }
    }
    const std::string_view taken(begin, static_cast<std::size_t>(at_ - begin));
    skip_blanks();
    return taken;
  }

  [[nodiscard]] bool at_end() const { return at_ == end_; }

 private:
  RawString take_string() {
    RawString raw;
    if (at_ != end_) ++at_;
    if (!scan_string(at_, end_, raw)) at_ = end_;
    return raw;
  }

  void skip_blanks() {
    while (at_ != end_ && is_blank(*at_)) ++at_;
  }

  const char* at_;
  const char* end_;
};

}  // namespace

void for_each_member(std::string_view object, const OnMember& on_member) {
  Walker walker(object);
  if (!walker.take('{')) return;
  while (!walker.at_end() && !walker.take('}')) {
    const std::string key = walker.string();
    walker.take(':');
    on_member(key, walker.value());
    walker.take(',');
  }
}

std::optional<std::string_view> find_member(std::string_view object, std::string_view key) {
  std::optional<std::string_view> found;
  for_each_member(object, [&](const std::string& name, std::string_view value) {
    if (name == key) found = value;
  });
  return found;
}

std::string string_value(std::string_view value) {
  return Walker(value).string();
}

std::string without_blanks(std::string_view value) {
  if (value.starts_with("\xEF\xBB\xBF")) value.remove_prefix(3);
  std::string out;
  out.reserve(value.size());
  bool in_string = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (!in_string && is_blank(c)) continue;
    out.push_back(c);
    if (c == '"') {
      in_string = !in_string;
    } else if (c == '\\' && i + 1 < value.size()) {
      out.push_back(value[++i]);
    }
  }
  return out;
}

}  // namespace llamero::json
