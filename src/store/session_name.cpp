#include "store/session_name.h"

#include "base/utf8.h"

#include <algorithm>
#include <charconv>

namespace llamero {
namespace {

// C0, DEL, C1 and the blanks of Unicode.
bool is_allowed(char32_t c) {
  if (c <= 0x20 || (c >= 0x7F && c <= 0xA0)) return false;
  if (c >= 0x2000 && c <= 0x200F) return false;
  if (c >= 0x2028 && c <= 0x202F) return false;
  if (c >= 0x205F && c <= 0x206F) return false;
  return c != 0x1680 && c != 0x3000 && c != 0xFEFF;
}

Error refused(const std::string& what, const std::string& why) {
  return {Errc::usage, what + " " + why,
          "letters, digits, \".\", \"_\" and \"-\" are always right, and blanks never"};
}

Result<void> check_word(const std::string& text, const std::string& kind) {
  if (text.empty()) return Unexpected(refused(kind, "must not be empty"));
  if (text.size() > kMaxSessionName)
    return Unexpected(
        refused(kind, "is longer than " + std::to_string(kMaxSessionName) + " bytes"));
  if (find_invalid_utf8(text) != std::string::npos)
    return Unexpected(refused(kind, "is not UTF-8"));
  const std::string named = kind + " \"" + text + "\"";
  if (text.front() == '-') return Unexpected(refused(named, "begins with \"-\""));
  for (std::string_view rest = text; !rest.empty();) {
    const Decoded next = decode_utf8(rest);
    if (!is_allowed(next.code_point))
      return Unexpected(refused(named, "holds a blank or a control character"));
    rest.remove_prefix(next.length);
  }
  return {};
}

}  // namespace

Result<void> check_session_name(const std::string& name) {
  if (auto good = check_word(name, "the name"); !good) return good;
  const bool digits =
      std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return {};
  return Unexpected(
      refused("the name \"" + name + "\"", "is a number, as the ids of sessions are"));
}

Result<void> check_session_tag(const std::string& tag) {
  return check_word(tag, "the tag");
}

std::optional<SessionId> session_id_of(const std::string& text) {
  SessionId id = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || id <= 0)
    return std::nullopt;
  return id;
}

}  // namespace llamero
