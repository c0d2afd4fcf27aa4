#include "cli/api_body.h"

#include "api/json_codec.h"
#include "cli/message.h"
#include "cli/prompt_text.h"

#include <nlohmann/json.hpp>

namespace llamero {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxBody = 64 * 1024 * 1024;

Error bad_field(const std::string& field, const std::string& why, std::string hint = {}) {
  return {Errc::usage, "field \"" + field.substr(0, field.find('=')) + "\": " + why,
          std::move(hint)};
}

Result<std::string> read_stdin(Run run) {
  if (run.services.tty.stdin_tty) {
    return Unexpected(Error(Errc::usage,
                            "the body is to come from standard input, which is a terminal",
                            "pipe it in, or name a file: --input FILE"));
  }
  const auto on_slow = [&] {
    say_note(run.services.err, run.settings, "waiting for standard input to end");
  };
  return run.services.in.read_all(kMaxBody, run.interrupts, on_slow);
}

Result<std::string> read_source(const std::string& file, Run run) {
  if (file == "-") return read_stdin(run);
  return run.services.files.read(file, kMaxBody, run.interrupts);
}

bool is_literal(std::string_view text) {
  if (text == "true" || text == "false" || text == "null") return true;
  if (text.empty() || (text[0] != '-' && (text[0] < '0' || text[0] > '9'))) return false;
  return json::compact(text).has_value();  // of what begins like a number, only numbers are JSON
}

// true, false, null and numbers; JSON after { [ or "; the text of a file after @; else a string.
Result<Json> typed_value(const std::string& field, const std::string& text, Run run) {
  if (text.starts_with('@')) {
    auto content = read_source(text.substr(1), run);
    if (!content) return Unexpected(std::move(content).error());
    auto checked = checked_text(*content, text.substr(1), false);
    if (!checked) return Unexpected(std::move(checked).error());
    return Json(*std::move(checked));
  }
  const bool structured = text.starts_with('{') || text.starts_with('[') || text.starts_with('"');
  if (structured) {
    const std::string name = "field " + field.substr(0, field.find('='));
    if (auto checked = json::check_user_json(text, name); !checked) {
      Error error = std::move(checked).error();
      error.hint = "--raw-field takes any text as a string";
      return Unexpected(std::move(error));
    }
  }
  if (structured || is_literal(text)) return Json::parse(text);
  return Json(text);
}

// Puts `value` where "a.b.c" says, and makes the objects on the way.
Result<void> place(Json& root, const std::string& field, Json value) {
  const std::string path = field.substr(0, field.find('='));
  Json* at = &root;
  std::size_t begin = 0;
  while (true) {
    const std::size_t dot = path.find('.', begin);
    const std::string key = path.substr(begin, dot - begin);
    if (key.empty()) return Unexpected(bad_field(field, "a part of its name is empty"));
    if (dot == std::string::npos) {
      if (at->contains(key)) return Unexpected(bad_field(field, "is given twice"));
      (*at)[key] = std::move(value);
      return {};
    }
    Json& next = (*at)[key];
    if (next.is_null()) next = Json::object();
    if (!next.is_object())
      return Unexpected(bad_field(field, "\"" + path.substr(0, dot) + "\" is no object"));
    at = &next;
    begin = dot + 1;
  }
}

Result<std::string> build_fields(const BodyArgs& args, Run run) {
  Json root = Json::object();
  for (const auto* list : {&args.fields, &args.strings}) {
    for (const std::string& field : *list) {
      const std::string text = field.substr(field.find('=') + 1);
      Result<Json> value = list == &args.fields ? typed_value(field, text, run) : Json(text);
      if (!value) return Unexpected(std::move(value).error());
      if (auto placed = place(root, field, *std::move(value)); !placed)
        return Unexpected(std::move(placed).error());
    }
  }
  return root.dump();
}

}  // namespace

Result<void> check_body_args(const BodyArgs& args) {
  const bool fields = !args.fields.empty() || !args.strings.empty();
  if (static_cast<int>(args.data.has_value()) + static_cast<int>(args.input.has_value()) +
          static_cast<int>(fields) >
      1) {
    return Unexpected(
        Error(Errc::usage, "--data, --input and --field exclude each other", "give the body once"));
  }
  for (const auto* list : {&args.fields, &args.strings}) {
    for (const std::string& field : *list) {
      const std::size_t equals = field.find('=');
      if (equals == std::string::npos || equals == 0)
        return Unexpected(bad_field(field, "needs the form KEY=VALUE"));
      if (auto checked = checked_text(field, "field " + field.substr(0, equals), false); !checked)
        return Unexpected(Error(Errc::usage, checked.error().message));
    }
  }
  return {};
}

Result<std::optional<std::string>> read_body(const BodyArgs& args, bool as_json, Run run) {
  if (!has_body(args)) return std::optional<std::string>();
  Result<std::string> body = std::string();
  std::string source = "--data";
  if (args.input || (args.data && args.data->starts_with('@'))) {
    const std::string file = args.input ? *args.input : args.data->substr(1);
    source = file == "-" ? "standard input" : file;
    body = read_source(file, run);
  } else if (args.data) {
    body = *args.data;
  } else {
    body = build_fields(args, run);
    source = "--field";
  }
  if (!body) return Unexpected(std::move(body).error());
  if (as_json) {
    if (auto checked = json::check_user_json(*body, source); !checked) {
      Error error = std::move(checked).error();
      error.hint = "--header \"Content-Type: …\" sends anything else as it is";
      return Unexpected(std::move(error));
    }
  }
  return std::optional(*std::move(body));
}

}  // namespace llamero
