// Texts that are checked and passed on: an error's body, the user's JSON, an answer for `--json`.
#include "api/json_codec.h"
#include "api/json_dom.h"
#include "api/json_raw.h"

#include <algorithm>

namespace llamero::json {
namespace {

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

// "3:14": line and column of the byte, both from 1, the column in characters.
std::string place_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t newline = before.rfind('\n');
  const std::string_view line =
      newline == std::string_view::npos ? before : before.substr(newline + 1);
  const auto column = std::count_if(line.begin(), line.end(), begins_character);
  return std::to_string(lines + 1) + ":" + std::to_string(column + 1);
}

}  // namespace

std::optional<std::string> decode_error_text(std::string_view body) {
  const auto parsed = parse_answer(body);
  if (!parsed || !parsed->is_object()) return std::nullopt;
  return error_text(*parsed);
}

Result<void> check_user_json(std::string_view text, std::string_view source) {
  // It is sent in the middle of a request, where a mark would be an error.
  if (text.starts_with("\xEF\xBB\xBF"))
    return Unexpected(Error(Errc::usage, std::string(source) + ": begins with a byte-order mark"));
  const auto error = find_syntax_error(text);
  if (!error) return {};
  return Unexpected(Error(Errc::usage, std::string(source) + ":" + place_of(text, error->offset) +
                                           ": the text " + error->reason));
}

bool ends_early(std::string_view text) {
  const auto error = find_syntax_error(text);
  return error && error->ends_early;
}

Result<std::string> compact(std::string_view body) {
  if (auto parsed = find_syntax_error(body)) return Unexpected(as_answer_error(*parsed));
  return without_blanks(body);
}

}  // namespace llamero::json
