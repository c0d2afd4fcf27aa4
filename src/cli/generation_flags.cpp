#include "cli/generation_flags.h"

#include "api/json_codec.h"
#include "api/model_options.h"
#include "base/duration.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>

namespace llamero {
namespace {

constexpr std::size_t kMaxSchema = 1024 * 1024;

struct ShortForm {
  const char* flag;
  const char* option;
  const char* help;
};

constexpr std::array kShortForms = {
    ShortForm{"--temperature", "temperature", "Randomness; 0 is the most probable token each time"},
    ShortForm{"--seed", "seed", "Seed of the random numbers"},
    ShortForm{"--num-predict", "num_predict", "Most tokens of the answer"},
    ShortForm{"--num-ctx", "num_ctx",
              "Size of the context; another than the loaded one reloads the model for everybody"},
    ShortForm{"--top-p", "top_p", "Share of probability to choose from"},
    ShortForm{"--top-k", "top_k", "Number of tokens to choose from"},
    ShortForm{"--stop", "stop", "Text that ends the answer (repeatable)"},
};

Error usage(std::string message, std::string hint = {}) {
  return {Errc::usage, std::move(message), std::move(hint)};
}

}  // namespace

void bind_generation(OptionTable& app, GenerationArgs& args) {
  app.add_option("--system", args.system, "System prompt, instead of the model's own")
      .value_name("TEXT");
  app.add_option("--option", args.options,
                 "Model option, checked; NAME:=JSON passes unchecked (repeatable)")
      .value_name("NAME=VALUE")
      .one_value_each();
  for (const ShortForm& form : kShortForms) {
    const std::string name = form.option;
    const auto record = [&args, name](const std::string& value) {
      args.options.push_back(name + "=" + value);
    };
    app.add_action(form.flag, record, form.help).value_name("VALUE").one_value_each();
  }
  app.add_option("--format", args.format, "json, @SCHEMA-FILE, or a schema as JSON text")
      .value_name("FORMAT");
  app.add_option("--keep-alive", args.keep_alive,
                 "How long the model stays loaded: 10m, seconds, -1 for ever, 0")
      .value_name("TIME");
  app.add_flag("--think{true}", args.think,
               "Let the model think first; --think=false, or a level: low, medium, high, max");
  app.add_flag("--hide-thinking", args.hide_thinking, "Do not show the thinking on a terminal");
}

Result<GenerationSettings> plan_generation(const GenerationArgs& args) {
  GenerationSettings settings;
  if (args.system && find_invalid_utf8(*args.system) != std::string_view::npos) {
    return Unexpected(usage("--system: invalid UTF-8 at byte " +
                            std::to_string(find_invalid_utf8(*args.system))));
  }
  for (const std::string& option : args.options) {
    if (auto added = add_model_option(option, settings.options); !added)
      return Unexpected(std::move(added).error());
  }
  if (args.keep_alive) {
    auto value = parse_keep_alive(*args.keep_alive);
    if (!value) return Unexpected(std::move(value).error());
    settings.keep_alive = RawJson{*std::move(value)};
  }
  if (args.think) {
    constexpr std::array<std::string_view, 6> kValues = {"true",   "false", "low",
                                                         "medium", "high",  "max"};
    if (std::find(kValues.begin(), kValues.end(), *args.think) == kValues.end()) {
      return Unexpected(usage("--think=" + *args.think + " is not known",
                              "use --think, --think=false, or low, medium, high, max"));
    }
    settings.think = args.think;
  }
  return settings;
}

Result<void> add_defaults(const GenerationDefaults& defaults, GenerationSettings& settings) {
  const auto wrong = [](Error error) {
    error.message = "[defaults]: " + error.message;
    return error;
  };
  ModelOptions options;
  for (const auto& [name, value] : defaults.options) {
    if (auto added = add_model_option(name + "=" + value, options); !added)
      return Unexpected(wrong(std::move(added).error()));
  }
  for (auto& option : options) {
    const auto same = [&](const auto& other) { return other.first == option.first; };
    if (std::none_of(settings.options.begin(), settings.options.end(), same))
      settings.options.push_back(std::move(option));
  }
  if (!settings.keep_alive && defaults.keep_alive) {
    auto value = parse_keep_alive(*defaults.keep_alive);
    if (!value) return Unexpected(wrong(std::move(value).error()));
    settings.keep_alive = RawJson{*std::move(value)};
  }
  return {};
}

Result<std::optional<RawJson>> read_format(const std::optional<std::string>& format,
                                           FileSystem& files, Watch& interrupt) {
  if (!format) return std::optional<RawJson>();
  if (*format == "json") return std::optional(RawJson{"\"json\""});
  std::string text = *format;
  std::string source = "--format";
  if (text.starts_with('@')) {
    source = text.substr(1);
    auto content = files.read(source, kMaxSchema, interrupt);
    if (!content) return Unexpected(std::move(content).error());
    text = *std::move(content);
  } else if (!text.starts_with('{')) {
    return Unexpected(
        usage("--format \"" + text + "\" is neither json, nor @FILE, nor a JSON object"));
  }
  if (auto checked = json::check_user_json(text, source); !checked)
    return Unexpected(std::move(checked).error());
  if (text.find_first_not_of(" \t\r\n") == std::string::npos ||
      text[text.find_first_not_of(" \t\r\n")] != '{') {
    return Unexpected(usage(source + ": a schema is a JSON object"));
  }
  return std::optional(RawJson{std::move(text)});
}

}  // namespace llamero
