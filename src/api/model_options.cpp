#include "api/model_options.h"

#include "api/json_codec.h"
#include "base/did_you_mean.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace llamero {
namespace {

enum class Kind { integer, number, boolean, strings };

struct KnownOption {
  std::string_view name;
  Kind kind;
};

// Ollama's api.Options and api.Runner; a wrong type is a 500 at the server, an unknown name is
// silently ignored there.
constexpr std::array kKnown = {
    KnownOption{"num_keep", Kind::integer},
    KnownOption{"seed", Kind::integer},
    KnownOption{"num_predict", Kind::integer},
    KnownOption{"top_k", Kind::integer},
    KnownOption{"top_p", Kind::number},
    KnownOption{"min_p", Kind::number},
    KnownOption{"typical_p", Kind::number},
    KnownOption{"repeat_last_n", Kind::integer},
    KnownOption{"temperature", Kind::number},
    KnownOption{"repeat_penalty", Kind::number},
    KnownOption{"presence_penalty", Kind::number},
    KnownOption{"frequency_penalty", Kind::number},
    KnownOption{"stop", Kind::strings},
    KnownOption{"num_ctx", Kind::integer},
    KnownOption{"num_batch", Kind::integer},
    KnownOption{"num_gpu", Kind::integer},
    KnownOption{"main_gpu", Kind::integer},
    KnownOption{"use_mmap", Kind::boolean},
    KnownOption{"num_thread", Kind::integer},
    KnownOption{"draft_num_predict", Kind::integer},
};

Error usage(std::string message, std::string hint = {}) {
  return {Errc::usage, std::move(message), std::move(hint)};
}

bool is_integer(std::string_view text) {
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

// from_chars also reads "inf" and "nan", which JSON cannot say.
bool is_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool digits = text.find_first_not_of("+-.0123456789eE") == std::string_view::npos;
  return error == std::errc() && end == text.data() + text.size() && digits;
}

std::string number_text(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  std::array<char, 32> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), result.ptr};
}

std::optional<std::string> typed_value(Kind kind, std::string_view text) {
  switch (kind) {
    case Kind::integer:
      return is_integer(text) ? std::optional(std::string(text)) : std::nullopt;
    case Kind::number:
      return is_number(text) ? std::optional(number_text(text)) : std::nullopt;
    case Kind::boolean:
      return text == "true" || text == "false" ? std::optional(std::string(text)) : std::nullopt;
    case Kind::strings:
      return "[" + json::quote(text) + "]";
  }
  return std::nullopt;
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::integer:
      return "a whole number";
    case Kind::number:
      return "a number";
    case Kind::boolean:
      return "true or false";
    case Kind::strings:
      return "a text";
  }
  return "";
}

void put(ModelOptions& options, std::string_view name, std::string json, bool collect) {
  const auto at = std::find_if(options.begin(), options.end(),
                               [&](const auto& option) { return option.first == name; });
  if (at == options.end()) {
    options.emplace_back(name, RawJson{std::move(json)});
  } else if (collect && at->second.text.starts_with('[')) {
    at->second.text.back() = ',';
    at->second.text.append(json, 1);
  } else {
    at->second.text = std::move(json);
  }
}

Error unknown(std::string_view name) {
  const auto names = model_option_names();
  const std::string meant = did_you_mean(name, names);
  const std::string hint = meant.empty() ? std::string(name) + ":=JSON sends it without a check"
                                         : "did you mean " + meant + "?";
  return usage("unknown model option \"" + std::string(name) + "\"", hint);
}

}  // namespace

std::vector<std::string_view> model_option_names() {
  std::vector<std::string_view> names;
  for (const KnownOption& option : kKnown) names.push_back(option.name);
  return names;
}

Result<void> add_model_option(std::string_view assignment, ModelOptions& options) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    return Unexpected(
        usage("option \"" + std::string(assignment) + "\" is not of the form NAME=VALUE"));
  }
  const std::string_view value = assignment.substr(equals + 1);
  if (assignment[equals - 1] == ':') {
    const std::string_view name = assignment.substr(0, equals - 1);
    if (auto checked = json::check_user_json(value, "option " + std::string(name)); !checked)
      return checked;
    put(options, name, std::string(value), false);
    return {};
  }
  const std::string_view name = assignment.substr(0, equals);
  const auto known = std::find_if(kKnown.begin(), kKnown.end(),
                                  [&](const KnownOption& o) { return o.name == name; });
  if (known == kKnown.end()) return Unexpected(unknown(name));
  if (find_invalid_utf8(value) != std::string_view::npos) {
    return Unexpected(usage("the value of option " + std::string(name) + " is not valid UTF-8"));
  }
  auto json = typed_value(known->kind, value);
  if (!json) {
    return Unexpected(usage("option " + std::string(name) + " takes " +
                            std::string(kind_name(known->kind)) + ", not \"" + std::string(value) +
                            "\""));
  }
  put(options, name, *std::move(json), known->kind == Kind::strings);
  return {};
}

}  // namespace llamero
