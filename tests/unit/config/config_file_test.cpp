#include "config/config_file.h"

#include "catch.hpp"
#include "config/paths.h"
#include "config/toml_value.h"

using namespace llamero;

namespace {

std::string problem(std::string_view text) {
  const auto config = parse_config("c.toml", text);
  if (config) return "none";
  return config.error().message + (config.error().hint.empty() ? "" : " | " + config.error().hint);
}

}  // namespace

TEST_CASE("config.toml holds values for options that were not given") {
  const auto config = parse_config("c.toml",
                                   "color = \"never\"\n"
                                   "connect_timeout = \"3s\"\n"
                                   "retries = 0\n"
                                   "progress = false\n"
                                   "[chat]\n"
                                   "theme = \"light\"\n"
                                   "[defaults]\n"
                                   "model = \"gemma3:1b\"\n"
                                   "keep_alive = -1\n"
                                   "[defaults.options]\n"
                                   "temperature = 0\n"
                                   "top_p = 0.5\n"
                                   "stop = [\"a\", \"b\"]\n");
  REQUIRE(config);
  CHECK(config->color->value == "never");
  CHECK(config->connect_timeout->value == "3s");
  CHECK(config->connect_timeout->place == "c.toml:2");
  CHECK(config->retries->value == 0);
  CHECK_FALSE(config->progress->value);
  CHECK(config->theme->value == "light");
  CHECK(config->theme->place == "c.toml:6");
  CHECK(config->defaults.model == "gemma3:1b");
  CHECK(config->defaults.keep_alive == "-1");
  using Option = std::pair<std::string, std::string>;
  CHECK(config->defaults.options ==
        std::vector<Option>{{"temperature", "0"}, {"top_p", "0.5"}, {"stop", "a"}, {"stop", "b"}});
}

TEST_CASE("what is wrong in config.toml is told with its place") {
  CHECK(problem("colour = \"never\"") ==
        "c.toml:1:1: unknown key \"colour\" | did you mean color?");
  CHECK(problem("x = 1\nretries = 2") == "c.toml:1:1: unknown key \"x\"");
  CHECK(problem("\n retries = \"2\"") == "c.toml:2:12: retries must be a whole number");
  CHECK(problem("retries = 101") == "c.toml:1:11: retries must be from 0 to 100");
  CHECK(problem("color = \"blue\"") == "c.toml:1:9: color is auto, always or never");
  CHECK(problem("[chat]\ntheme = \"blue\"") == "c.toml:2:9: theme is auto, dark or light");
  CHECK(problem("[chat]\ntheme = 1") == "c.toml:2:9: theme must be a string");
  CHECK(problem("[chat]\nthemes = \"dark\"") ==
        "c.toml:2:1: unknown key \"themes\" | did you mean theme?");
  CHECK(problem("chat = \"dark\"").starts_with("c.toml:1:8: chat must be a table"));
  CHECK(problem("deadline = \"soon\"").starts_with("c.toml:1:12: "));
  CHECK(problem("[defaults]\nmodle = \"x\"") ==
        "c.toml:2:1: unknown key \"modle\" | did you mean model?");
  CHECK(problem("retries = 1\nretries = 2").starts_with("c.toml:2:"));
  CHECK(problem("a = ").starts_with("c.toml:1:"));
  CHECK(problem("a = \"\xff\"").starts_with("c.toml:1:"));
  CHECK(problem("\xef\xbb\xbfretries = 1") == "none");
  CHECK(problem("") == "none");
}

TEST_CASE("a text survives being written as TOML and read back") {
  const std::string text = "a\"b\\c\nd\te\x01\x7f ä€";
  const auto parsed = parse_toml("x = " + toml_quoted(text), "f");
  REQUIRE(parsed);
  CHECK(parsed->find("x")->text == text);
}

TEST_CASE("files are where the XDG specification says") {
  const Env env({{"HOME", "/home/u"}, {"XDG_STATE_HOME", "/state"}, {"XDG_CONFIG_HOME", "rel"}});
  const Paths paths = find_paths(env, std::nullopt);
  CHECK(paths.config_file == "/home/u/.config/llamero/config.toml");
  CHECK(paths.remotes_dir == "/home/u/.config/llamero/remotes");
  CHECK(paths.state_dir == "/state/llamero");
  CHECK(paths.default_remote == "/state/llamero/default-remote");
  CHECK(find_paths(env, "/etc/l.toml").remotes_dir == "/etc/remotes");
  CHECK(find_paths(Env(), std::nullopt).config_file.empty());
  CHECK(resolved_path("~/t", "/base", env) == "/home/u/t");
  CHECK(resolved_path("t", "/base", env) == "/base/t");
  CHECK(resolved_path("/t", "/base", env) == "/t");
}
