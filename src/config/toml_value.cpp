#include "config/toml_value.h"

// The header-only form: a shared library more would be felt at every start.
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <algorithm>
#include <toml++/toml.h>

namespace llamero {
namespace {

TomlValue converted(const toml::node& node);

TomlValue scalar(const toml::node& node) {
  TomlValue value;
  if (const auto* text = node.as_string()) {
    value.kind = TomlValue::Kind::string;
    value.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    value.kind = TomlValue::Kind::integer;
    value.integer = integer->get();
    value.number = static_cast<double>(integer->get());
  } else if (const auto* number = node.as_floating_point()) {
    value.kind = TomlValue::Kind::number;
    value.number = number->get();
  } else if (const auto* boolean = node.as_boolean()) {
    value.kind = TomlValue::Kind::boolean;
    value.boolean = boolean->get();
  } else {
    value.kind = TomlValue::Kind::other;
  }
  return value;
}

TomlValue table(const toml::table& node) {
  TomlValue value;
  for (const auto& [key, child] : node) {
    TomlValue entry = converted(child);
    entry.key_line = key.source().begin.line;
    entry.key_column = key.source().begin.column;
    value.entries.push_back({std::string(key.str()), std::move(entry)});
  }
  std::stable_sort(value.entries.begin(), value.entries.end(), [](const auto& a, const auto& b) {
    return std::pair(a.value.key_line, a.value.key_column) <
           std::pair(b.value.key_line, b.value.key_column);
  });
  return value;
}

TomlValue converted(const toml::node& node) {
  TomlValue value;
  if (const auto* entries = node.as_table()) {
    value = table(*entries);
  } else if (const auto* items = node.as_array()) {
    value.kind = TomlValue::Kind::array;
    for (const toml::node& item : *items) value.items.push_back(converted(item));
  } else {
    value = scalar(node);
  }
  value.line = node.source().begin.line;
  value.column = node.source().begin.column;
  return value;
}

std::string place(const std::string& file, unsigned line, unsigned column) {
  return file + ":" + std::to_string(line) + ":" + std::to_string(column);
}

}  // namespace

const TomlValue* TomlValue::find(std::string_view key) const {
  for (const auto& [name, value] : entries) {
    if (name == key) return &value;
  }
  return nullptr;
}

Result<TomlValue> parse_toml(std::string_view text, const std::string& file) {
  try {
    return converted(toml::parse(text, file));
  } catch (const toml::parse_error& e) {
    const toml::source_position at = e.source().begin;
    return Unexpected(
        Error(Errc::usage, place(file, at.line, at.column) + ": " + std::string(e.description())));
  }
}

std::string toml_quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    } else {
      out += c;
    }
  }
  return out + '"';
}

Error toml_error(const std::string& file, const TomlValue& at, std::string_view message,
                 std::string hint) {
  return {Errc::usage, place(file, at.line, at.column) + ": " + std::string(message),
          std::move(hint)};
}

}  // namespace llamero
