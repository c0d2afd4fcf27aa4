#include "config/generation_defaults.h"

#include "base/duration.h"
#include "config/toml_fields.h"

#include <fmt/format.h>

#include <algorithm>

namespace llamero {
namespace {

std::optional<std::string> as_text(const TomlValue& value) {
  switch (value.kind) {
    case TomlValue::Kind::string:
      return value.text;
    case TomlValue::Kind::integer:
      return std::to_string(value.integer);
    case TomlValue::Kind::number:
      return fmt::format("{}", value.number);
    case TomlValue::Kind::boolean:
      return value.boolean ? "true" : "false";
    default:
      return std::nullopt;
  }
}

void read_options(const TomlValue& table, TomlFields& fields, GenerationDefaults& defaults) {
  for (const auto& [name, value] : table.entries) {
    if (value.kind == TomlValue::Kind::array) {  // stop = ["a", "b"]
      for (const TomlValue& item : value.items) {
        if (item.kind != TomlValue::Kind::string) fields.reject(item, name + " holds strings");
        defaults.options.emplace_back(name, item.text);
      }
    } else if (const auto text = as_text(value)) {
      defaults.options.emplace_back(name, *text);
    } else {
      fields.reject(value, name + " must be a string, a number, true or false");
    }
  }
}

}  // namespace

Result<void> read_generation_defaults(const TomlValue& table, const std::string& file,
                                      GenerationDefaults& defaults) {
  TomlFields fields(table, file);
  defaults.model = fields.string("model");
  if (const TomlValue* keep_alive = fields.any("keep_alive")) {
    defaults.keep_alive = as_text(*keep_alive);
    if (auto good = parse_keep_alive(defaults.keep_alive.value_or("")); !good)
      fields.reject(*keep_alive, good.error().message, good.error().hint);
  }
  if (const TomlValue* options = fields.table("options")) read_options(*options, fields, defaults);
  return fields.finish();
}

GenerationDefaults merged(const GenerationDefaults& over, const GenerationDefaults& under) {
  GenerationDefaults result = over;
  if (!result.model) result.model = under.model;
  if (!result.keep_alive) result.keep_alive = under.keep_alive;
  for (const auto& option : under.options) {
    const auto same = [&](const auto& other) { return other.first == option.first; };
    if (std::none_of(over.options.begin(), over.options.end(), same))
      result.options.push_back(option);
  }
  return result;
}

}  // namespace llamero
