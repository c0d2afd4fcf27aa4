#include "config/toml_fields.h"

#include "base/did_you_mean.h"

#include <algorithm>

namespace llamero {

void TomlFields::reject(Error error) {
  if (!error_) error_ = std::move(error);
}

void TomlFields::reject(const TomlValue& at, std::string_view message, std::string hint) {
  reject(toml_error(file_, at, message, std::move(hint)));
}

const TomlValue& TomlFields::place(std::string_view key) const {
  const TomlValue* value = table_.find(key);
  return value == nullptr ? table_ : *value;
}

const TomlValue* TomlFields::any(std::string_view key) {
  known_.emplace_back(key);
  return table_.find(key);
}

const TomlValue* TomlFields::ask(std::string_view key, TomlValue::Kind kind,
                                 std::string_view expected) {
  const TomlValue* value = any(key);
  if (value == nullptr || value->kind == kind) return value;
  reject(*value, std::string(key) + " must be " + std::string(expected));
  return nullptr;
}

std::optional<std::string> TomlFields::string(std::string_view key) {
  const TomlValue* value = ask(key, TomlValue::Kind::string, "a string");
  if (value == nullptr) return std::nullopt;
  if (!value->text.empty() && value->text.find('\0') == std::string::npos) return value->text;
  reject(*value, std::string(key) + " is empty");
  return std::nullopt;
}

std::optional<std::int64_t> TomlFields::integer(std::string_view key, std::int64_t least,
                                                std::int64_t most) {
  const TomlValue* value = ask(key, TomlValue::Kind::integer, "a whole number");
  if (value == nullptr) return std::nullopt;
  if (value->integer >= least && value->integer <= most) return value->integer;
  reject(*value, std::string(key) + " must be from " + std::to_string(least) + " to " +
                     std::to_string(most));
  return std::nullopt;
}

std::optional<bool> TomlFields::boolean(std::string_view key) {
  const TomlValue* value = ask(key, TomlValue::Kind::boolean, "true or false");
  return value == nullptr ? std::nullopt : std::optional(value->boolean);
}

std::vector<std::string> TomlFields::strings(std::string_view key) {
  constexpr std::string_view kExpected = "an array of strings that is not empty";
  const TomlValue* value = ask(key, TomlValue::Kind::array, kExpected);
  if (value == nullptr) return {};
  std::vector<std::string> texts;
  for (const TomlValue& item : value->items) {
    if (item.kind != TomlValue::Kind::string || item.text.find('\0') != std::string::npos)
      reject(item, std::string(key) + " must be " + std::string(kExpected));
    texts.push_back(item.text);
  }
  if (texts.empty()) reject(*value, std::string(key) + " must be " + std::string(kExpected));
  return texts;
}

const TomlValue* TomlFields::table(std::string_view key) {
  return ask(key, TomlValue::Kind::table, "a table");
}

Result<void> TomlFields::finish() {
  for (const auto& [key, value] : table_.entries) {
    if (error_ || std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    const std::vector<std::string_view> names(known_.begin(), known_.end());
    const std::string meant = did_you_mean(key, names);
    TomlValue at;
    at.line = value.key_line;
    at.column = value.key_column;
    reject(at, "unknown key \"" + key + "\"",
           meant.empty() ? std::string() : "did you mean " + meant + "?");
  }
  if (error_) return Unexpected(*error_);
  return {};
}

}  // namespace llamero
