#include "config/config_file.h"

#include "base/duration.h"
#include "config/generation_defaults.h"
#include "config/toml_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace llamero {
namespace {

class ConfigReader {
 public:
  ConfigReader(const TomlValue& table, const std::string& file)
      : fields_(table, file), file_(file) {}

  Result<ConfigFile> read() {
    ConfigFile config;
    config.color = choice(fields_, "color", {"auto", "always", "never"});
    if (const auto value = fields_.boolean("progress"))
      config.progress = placed(*value, "progress");
    config.connect_timeout = duration("connect_timeout");
    config.first_byte_timeout = duration("first_byte_timeout");
    config.idle_timeout = duration("idle_timeout");
    config.deadline = duration("deadline");
    if (const auto value = fields_.integer("retries", 0, 100))
      config.retries = placed(static_cast<int>(*value), "retries");
    if (const TomlValue* table = fields_.table("chat")) read_chat(*table, config);
    if (const TomlValue* table = fields_.table("defaults")) {
      if (auto read = read_generation_defaults(*table, file_, config.defaults); !read)
        fields_.reject(read.error());
    }
    if (auto finished = fields_.finish(); !finished) return Unexpected(std::move(finished).error());
    return config;
  }

 private:
  template <class T>
  Placed<T> placed(T value, std::string_view key) {
    return placed(fields_, std::move(value), key);
  }

  template <class T>
  Placed<T> placed(const TomlFields& fields, T value, std::string_view key) {
    return {std::move(value), file_ + ":" + std::to_string(fields.place(key).line)};
  }

  void read_chat(const TomlValue& table, ConfigFile& config) {
    TomlFields chat(table, file_);
    config.theme = choice(chat, "theme", {"auto", "dark", "light"});
    if (auto read = chat.finish(); !read) fields_.reject(read.error());
  }

  std::optional<Placed<std::string>> duration(std::string_view key) {
    const auto text = fields_.string(key);
    if (!text) return std::nullopt;
    if (auto good = parse_duration(*text); !good)
      fields_.reject(fields_.place(key), good.error().message, good.error().hint);
    return placed(*text, key);
  }

  // One of three words.
  std::optional<Placed<std::string>> choice(TomlFields& fields, std::string_view key,
                                            const std::array<std::string_view, 3>& words) {
    const auto text = fields.string(key);
    if (!text) return std::nullopt;
    if (std::find(words.begin(), words.end(), *text) == words.end()) {
      fields.reject(fields.place(key),
                    fmt::format("{} is {}, {} or {}", key, words[0], words[1], words[2]));
    }
    return placed(fields, *text, key);
  }

  TomlFields fields_;
  const std::string& file_;
};

}  // namespace

Result<ConfigFile> parse_config(const std::string& file, std::string_view text) {
  auto table = parse_toml(text, file);
  if (!table) return Unexpected(std::move(table).error());
  return ConfigReader(*table, file).read();
}

}  // namespace llamero
