#include "engine/raw_call.h"

#include "api/json_codec.h"
#include "api/json_raw.h"

#include <strings.h>

#include <algorithm>
#include <array>

namespace llamero {
namespace {

constexpr Milliseconds kShort{30'000};
constexpr Milliseconds kLong{120'000};

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

Error bad_path(std::string_view path, const std::string& why) {
  return {Errc::usage, "PATH \"" + std::string(path) + "\" " + why,
          "a path below the server's address, as in /api/tags"};
}

// "." and "..", also where they are written as %2e: what joins them would leave the server's path.
bool is_dots(std::string_view segment) {
  int dots = 0;
  while (!segment.empty()) {
    if (segment.starts_with('.')) {
      segment.remove_prefix(1);
    } else if (segment.size() >= 3 && strncasecmp(segment.data(), "%2e", 3) == 0) {
      segment.remove_prefix(3);
    } else {
      return false;
    }
    ++dots;
  }
  return dots == 1 || dots == 2;
}

bool has_dot_segment(std::string_view path) {
  path = path.substr(0, path.find('?'));
  while (true) {
    const std::size_t slash = path.find('/');
    if (is_dots(path.substr(0, slash))) return true;
    if (slash == std::string_view::npos) return false;
    path.remove_prefix(slash + 1);
  }
}

bool is_line_stream(std::span<const HttpHeader> headers) {
  constexpr std::string_view kLines = "application/x-ndjson";
  return std::any_of(headers.begin(), headers.end(), [&](const HttpHeader& header) {
    return same_name(header.name, "Content-Type") &&
           same_name(std::string_view(header.value).substr(0, kLines.size()), kLines);
  });
}

bool reads_only(std::string_view method) {
  return method == "GET" || method == "HEAD";
}

// A server that verifies or writes a large layer says nothing for minutes.
Milliseconds idle_limit(const RawCall& call) {
  if (reads_only(call.method)) return kShort;
  constexpr std::array<std::string_view, 3> kSilent = {"/api/pull", "/api/push", "/api/create"};
  const bool silent = std::find(kSilent.begin(), kSilent.end(), call.path) != kSilent.end();
  return silent ? Milliseconds(0) : kLong;
}

}  // namespace

Result<std::string> raw_path(std::string_view path) {
  if (path.empty()) return Unexpected(bad_path(path, "is empty"));
  const std::size_t colon = path.find("://");
  if (colon != std::string_view::npos && path.find_first_of("/?") > colon)
    return Unexpected(bad_path(path, "is a whole URL; the server is chosen with --host"));
  if (path.starts_with("//")) return Unexpected(bad_path(path, "names a host"));
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte >= 0x7F || c == '\\')
      return Unexpected(bad_path(path, "holds a character that must be percent-encoded"));
  }
  if (path.find('#') != std::string_view::npos)
    return Unexpected(bad_path(path, "holds a fragment (#), which is never sent"));
  if (has_dot_segment(path)) return Unexpected(bad_path(path, "holds a \".\" or \"..\""));
  return path.starts_with('/') ? std::string(path) : "/" + std::string(path);
}

RetryClass raw_retry_class(std::string_view method, std::string_view path) {
  if (reads_only(method)) return RetryClass::idempotent;
  if (method != "POST") return RetryClass::connect_only;
  constexpr std::array<std::string_view, 10> kHarmless = {
      "/api/chat", "/api/generate",   "/api/embed",           "/api/embeddings", "/api/show",
      "/api/pull", "/v1/completions", "/v1/chat/completions", "/v1/embeddings",  "/v1/responses"};
  path = path.substr(0, path.find('?'));
  const bool harmless = std::find(kHarmless.begin(), kHarmless.end(), path) != kHarmless.end() ||
                        path.starts_with("/api/blobs/");
  return harmless ? RetryClass::idempotent : RetryClass::connect_only;
}

HttpRequest raw_request(const RawCall& call, const Endpoint& endpoint,
                        const ClientOptions& options) {
  HttpRequest request;
  request.method = call.method;
  request.url = endpoint.base_url + call.path;
  request.route = endpoint.route;
  request.body = call.body;
  std::vector<HttpHeader> ours = {{"Accept", "*/*"}};
  if (call.body) ours.push_back({"Content-Type", "application/json"});
  if (!options.user_agent.empty()) ours.push_back({"User-Agent", options.user_agent});
  for (HttpHeader& header : ours) {
    const bool given =
        std::any_of(call.headers.begin(), call.headers.end(),
                    [&](const HttpHeader& other) { return same_name(other.name, header.name); });
    if (!given) request.headers.push_back(std::move(header));
  }
  request.headers.insert(request.headers.end(), endpoint.headers.begin(), endpoint.headers.end());
  request.headers.insert(request.headers.end(), call.headers.begin(), call.headers.end());
  request.secret_headers = endpoint.secret_headers;
  request.timeouts.connect = options.connect_timeout;
  request.timeouts.first_byte =
      options.first_byte_timeout.value_or(reads_only(call.method) ? kShort : Milliseconds(0));
  request.timeouts.idle = options.idle_timeout.value_or(idle_limit(call));
  request.retry = raw_retry_class(call.method, call.path);
  return request;
}

RawAnswer::RawAnswer(Output& out, CallContext context, bool include)
    : out_(out),
      context_(std::move(context)),
      include_(include),
      splitter_([this](std::string_view line) { return on_line(line); }) {}

// The transport may still fail and try again: nothing is shown before the first byte.
void RawAnswer::on_head(int status, std::span<const HttpHeader> headers) {
  status_ = status;
  headers_.assign(headers.begin(), headers.end());
  // A head without a body has no line to end with.
  const bool bodiless = status == 204 || context_.call.starts_with("HEAD ");
  lines_ = !bodiless && is_line_stream(headers);
}

void RawAnswer::show_head(int status, std::span<const HttpHeader> headers) {
  if (!include_ || head_shown_) return;
  head_shown_ = true;
  std::string text = "HTTP/1.1 " + std::to_string(status) + "\n";
  for (const HttpHeader& header : headers) text += header.name + ": " + header.value + "\n";
  out_.text(text + "\n");
}

Result<void> RawAnswer::on_bytes(std::string_view bytes) {
  if (bytes_ == 0) show_head(status_, headers_);
  bytes_ += bytes.size();
  out_.text(bytes);
  if (!lines_) return {};
  if (auto fed = splitter_.feed(bytes); !fed)
    return Unexpected(located(context_, std::move(fed).error()));
  return {};
}

Result<void> RawAnswer::on_line(std::string_view line) {
  if (complete_ || error_ || !json::compact(line)) return {};
  if (auto text = json::decode_error_text(line)) {
    error_ = error_of_body(context_, Error(Errc::server_error, *std::move(text)), true);
    return {};
  }
  complete_ = json::find_member(line, "done") == "true" ||
              json::find_member(line, "status") == "\"success\"";
  return {};
}

void RawAnswer::end_output() {
  out_.end_text();
  // A shell's prompt belongs on a line of its own; a pipe gets the answer and nothing else.
  if (out_.caps().tty && out_.mid_line()) out_.text("\n");
}

Result<void> RawAnswer::judge(const Result<HttpResponse>& outcome) {
  if (!outcome) {
    end_output();
    if (error_) return Unexpected(*error_);
    return Unexpected(outcome.error());
  }
  show_head(outcome->status, outcome->headers);
  out_.text(outcome->body);
  end_output();
  if (outcome->status < 200 || outcome->status > 299) {
    auto refused = error_of_answer(context_, *outcome);
    return Unexpected(*std::move(refused));
  }
  if (!lines_) return {};
  if (auto last = splitter_.finish(); !last)
    return Unexpected(located(context_, std::move(last).error()));
  if (error_) return Unexpected(*error_);
  if (complete_) return {};
  return Unexpected(located(
      context_, {Errc::cut, "the answer ended without its final line",
                 "the server, or a proxy in between, stopped in the middle of its answer"}));
}

}  // namespace llamero
