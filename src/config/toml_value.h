// A TOML document as plain values that know where they stand.
#pragma once

#include "llamero/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

struct TomlEntry;

struct TomlValue {
  enum class Kind { string, integer, number, boolean, array, table, other };  // other: date, time

  Kind kind = Kind::table;
  std::string text;  // of a string
  std::int64_t integer = 0;
  double number = 0;
  bool boolean = false;
  std::vector<TomlValue> items;    // of an array
  std::vector<TomlEntry> entries;  // of a table, in the file's order
  unsigned line = 0;               // from 1
  unsigned column = 0;             // from 1
  unsigned key_line = 0;           // where its key is; 0: it has none
  unsigned key_column = 0;

  // The value under a key of a table, or nullptr.
  [[nodiscard]] const TomlValue* find(std::string_view key) const;
};

struct TomlEntry {
  std::string key;
  TomlValue value;
};

// `file` is for the messages. A UTF-8 byte-order mark is skipped. Errors: Errc::usage as
// "file:line:column: what is wrong".
[[nodiscard]] Result<TomlValue> parse_toml(std::string_view text, const std::string& file);

// As a TOML basic string, quotes included.
[[nodiscard]] std::string toml_quoted(std::string_view text);

// "file:line:column: message" as an Errc::usage.
[[nodiscard]] Error toml_error(const std::string& file, const TomlValue& at,
                               std::string_view message, std::string hint = {});

}  // namespace llamero
