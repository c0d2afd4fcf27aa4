// Reads the fields of a TOML table by name and type, and knows which were not asked for.
#pragma once

#include "config/toml_value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// The first thing that is wrong is kept and later calls return nothing, so that a reader can ask
// for all of its fields and look once, at the end. References must outlive this.
class TomlFields {
 public:
  TomlFields(const TomlValue& table, const std::string& file) : table_(table), file_(file) {}

  [[nodiscard]] std::optional<std::string> string(std::string_view key);  // not empty
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, std::int64_t least,
                                                    std::int64_t most);
  [[nodiscard]] std::optional<bool> boolean(std::string_view key);
  [[nodiscard]] std::vector<std::string> strings(std::string_view key);  // an array, not empty
  // Errors other than "no table" are the caller's: it reads the table with fields of its own.
  [[nodiscard]] const TomlValue* table(std::string_view key);
  [[nodiscard]] const TomlValue* any(std::string_view key);

  // Reports something that the types cannot tell.
  void reject(const TomlValue& at, std::string_view message, std::string hint = {});
  void reject(Error error);

  // The place of a key that is there, else of the table.
  [[nodiscard]] const TomlValue& place(std::string_view key) const;

  // The first error, or that of the first key that nobody asked for, with a did-you-mean.
  [[nodiscard]] Result<void> finish();

 private:
  const TomlValue* ask(std::string_view key, TomlValue::Kind kind, std::string_view expected);

  const TomlValue& table_;
  const std::string& file_;
  std::vector<std::string> known_;
  std::optional<Error> error_;
};

}  // namespace llamero
