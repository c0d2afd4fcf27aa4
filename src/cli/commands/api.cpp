// llamero api [METHOD] PATH: one call of the API as the user wrote it.
#include "api/json_raw.h"
#include "cli/api_body.h"
#include "cli/commands/commands.h"
#include "cli/connection.h"
#include "engine/raw_call.h"

#include <strings.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace llamero {
namespace {

struct ApiArgs {
  std::vector<std::string> words;  // [METHOD] PATH
  BodyArgs body;
  std::vector<std::string> headers;
  bool include = false;
};

struct ApiPlan {
  RawCall call;  // without its body
  BodyArgs body;
  bool body_is_json = true;
  bool include = false;
};

void bind(OptionTable& app, ApiArgs& args) {
  app.add_option("[METHOD] PATH", args.words,
                 "Path below the server's address; GET, or POST where there is a body")
      .required()
      .values(1, 2);
  app.add_option("-d,--data", args.body.data, "The body: text, @FILE, or @- for standard input")
      .value_name("TEXT");
  app.add_option("--input", args.body.input, "The body: a file, or - for standard input")
      .value_name("FILE");
  app.add_option("-F,--field", args.body.fields,
                 "Member of a JSON body; true, 1, [] and {} are JSON, @FILE is text (repeatable)")
      .value_name("KEY=VALUE")
      .one_value_each();
  app.add_option("-f,--raw-field", args.body.strings, "The same, always a string (repeatable)")
      .value_name("KEY=VALUE")
      .one_value_each();
  app.add_option("-H,--header", args.headers, "\"Name: value\" to send too (repeatable)")
      .value_name("HEADER")
      .one_value_each();
  app.add_flag("-i,--include", args.include,
               "Print the status and the headers of the answer first");
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view other) { return same_name(name, other); });
}

Error bad_header(std::string_view name, const std::string& why, std::string hint = {}) {
  return {Errc::usage, "--header \"" + std::string(name) + "\": " + why, std::move(hint)};
}

Result<HttpHeader> parse_header(const std::string& text) {
  constexpr std::array<std::string_view, 2> kCredentials = {"Authorization", "Proxy-Authorization"};
  // What decides where a message ends, and how it is packed.
  constexpr std::array<std::string_view, 9> kOurs = {
      "Content-Length", "Transfer-Encoding", "Connection", "Upgrade",
      "Expect",         "Accept-Encoding",   "TE",         "Trailer",
      "Keep-Alive"};
  const std::size_t colon = text.find(':');
  const std::string name = text.substr(0, colon);
  const bool token = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return std::string_view("()<>@,;:\\\"/[]?={} ").find(c) == std::string_view::npos && c > 0x20 &&
           c < 0x7F;
  });
  if (colon == std::string::npos || !token)
    return Unexpected(bad_header(name, "needs the form \"Name: value\""));
  if (is_one_of(name, kCredentials)) {
    return Unexpected(bad_header(name,
                                 "a secret does not belong into the arguments, where others see it",
                                 "put it where llamero takes credentials from, as in "
                                 "OLLAMA_HOST=http://USER:PASSWORD@HOST"));
  }
  if (is_one_of(name, kOurs)) return Unexpected(bad_header(name, "is set by llamero itself"));
  std::size_t begin = text.find_first_not_of(" \t", colon + 1);
  if (begin == std::string::npos) return Unexpected(bad_header(name, "has no value"));
  std::string value = text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
  if (std::any_of(value.begin(), value.end(),
                  [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7F; }))
    return Unexpected(bad_header(name, "holds a control character"));
  return HttpHeader{name, std::move(value)};
}

Result<std::string> parse_method(const std::string& text) {
  constexpr std::array<std::string_view, 6> kMethods = {"GET", "HEAD",  "POST",
                                                        "PUT", "PATCH", "DELETE"};
  for (const std::string_view method : kMethods) {
    if (same_name(method, text)) return std::string(method);
  }
  return Unexpected(
      Error(Errc::usage, "\"" + text + "\" is no method", "GET, HEAD, POST, PUT, PATCH or DELETE"));
}

Result<ApiPlan> plan(const ApiArgs& args) {
  ApiPlan plan;
  plan.body = args.body;
  plan.include = args.include;
  if (auto checked = check_body_args(args.body); !checked)
    return Unexpected(std::move(checked).error());
  const bool body = has_body(args.body);
  plan.call.method = body ? "POST" : "GET";
  if (args.words.size() == 2) {
    auto method = parse_method(args.words.front());
    if (!method) return Unexpected(std::move(method).error());
    plan.call.method = *std::move(method);
  }
  if (body && (plan.call.method == "GET" || plan.call.method == "HEAD"))
    return Unexpected(
        Error(Errc::usage, plan.call.method + " has no body", "leave out the method"));
  auto path = raw_path(args.words.back());
  if (!path) return Unexpected(std::move(path).error());
  plan.call.path = *std::move(path);
  for (const std::string& text : args.headers) {
    auto header = parse_header(text);
    if (!header) return Unexpected(std::move(header).error());
    if (same_name(header->name, "Content-Type")) plan.body_is_json = false;
    plan.call.headers.push_back(*std::move(header));
  }
  return plan;
}

// The name of the model, for the hints of what went wrong.
std::string model_of(const ApiPlan& plan, const std::optional<std::string>& body) {
  if (!body || !plan.body_is_json) return "";
  const auto model = json::find_member(*body, "model");
  return model && model->starts_with('"') ? json::string_value(*model) : "";
}

Result<ExitCode> execute(const ApiPlan& plan, Run run) {
  RawCall call = plan.call;
  auto body = read_body(plan.body, plan.body_is_json, run);
  if (!body) return Unexpected(std::move(body).error());
  call.body = *std::move(body);
  CallContext context;
  context.where = run.settings.server.endpoint.display;
  context.call = call.method + " " + call.path;
  context.model = model_of(plan, call.body);
  context.is_pull = call.path == "/api/pull";
  // Without a length some servers wait for one.
  if (!call.body && (call.method == "POST" || call.method == "PUT" || call.method == "PATCH"))
    call.body = "";
  Connection connection(run.services, run.settings, run.interrupts, context.call);
  RawAnswer answer(run.services.out, std::move(context), plan.include);
  const auto outcome = connection.perform(
      raw_request(call, run.settings.server.endpoint, connection.options()), answer);
  connection.status_line().clear();
  if (auto judged = answer.judge(outcome); !judged) return Unexpected(std::move(judged).error());
  if (auto drained = run.services.out.drain(run.interrupts); !drained)
    return Unexpected(std::move(drained).error());
  return ExitCode::ok;
}

}  // namespace

const CommandEntry kApiCommand = {"api",
                                  "",
                                  "More",
                                  "Call the API as it is, and print the answer",
                                  false,
                                  Needs::server,
                                  &bind_command<ApiArgs, &bind, &plan, &execute>};

}  // namespace llamero
