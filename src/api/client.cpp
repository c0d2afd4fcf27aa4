#include "llamero/client.h"

#include "api/api_error.h"
#include "api/json_codec.h"
#include "api/stream_reader.h"

namespace llamero {
namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kLines = "application/x-ndjson";
constexpr Milliseconds kNone{0};
constexpr Milliseconds kShort{30'000};
constexpr Milliseconds kLong{120'000};

constexpr std::size_t kMaxAnswer = 16 * 1024 * 1024;
constexpr std::size_t kMaxVerboseShow = 64 * 1024 * 1024;  // all tokens of a vocabulary

// For calls whose text nobody reads.
class NoView final : public Client::StreamView {
 public:
  Result<void> on_chunk(const ChatChunk& /*chunk*/) override { return {}; }
};

}  // namespace

struct Client::Call {
  std::string_view path;
  std::string_view model = {};
  std::optional<std::string> body = std::nullopt;  // none: a GET
  std::string_view accept = kJson;
  Milliseconds first_byte = kShort;
  Milliseconds idle = kShort;
  std::size_t max_answer = kMaxAnswer;
  bool is_pull = false;

  // A stream that may have to wait for a model.
  static Call streaming(std::string_view path, std::string_view model, std::string body) {
    Call call{.path = path, .model = model, .body = std::move(body)};
    call.accept = kLines;
    call.first_byte = kNone;
    call.idle = kLong;
    return call;
  }

  [[nodiscard]] std::string_view method() const { return body ? "POST" : "GET"; }

  [[nodiscard]] CallContext context(const Endpoint& endpoint) const {
    CallContext context;
    context.where = endpoint.display;
    context.call = std::string(method()) + " " + std::string(path);
    context.model = model;
    context.is_pull = is_pull;
    return context;
  }

  template <class T>
  [[nodiscard]] Result<T> located(const Endpoint& endpoint, Result<T> decoded) const {
    if (decoded) return decoded;
    return Unexpected(error_of_body(context(endpoint), std::move(decoded).error(), true));
  }
};

Client::Client(Transport& transport, Endpoint endpoint, ClientOptions options,
               std::vector<Watch*> watches)
    : transport_(transport),
      endpoint_(std::move(endpoint)),
      options_(std::move(options)),
      watches_(std::move(watches)) {}

HttpRequest Client::request(const Call& call) const {
  HttpRequest request;
  request.method = call.method();
  request.url = endpoint_.base_url + std::string(call.path);
  request.route = endpoint_.route;
  request.headers.push_back({"Accept", std::string(call.accept)});
  if (call.body) request.headers.push_back({"Content-Type", std::string(kJson)});
  if (!options_.user_agent.empty()) request.headers.push_back({"User-Agent", options_.user_agent});
  for (const HttpHeader& header : endpoint_.headers) request.headers.push_back(header);
  request.secret_headers = endpoint_.secret_headers;
  request.body = call.body;
  request.timeouts.connect = options_.connect_timeout;
  request.timeouts.first_byte = options_.first_byte_timeout.value_or(call.first_byte);
  request.timeouts.idle = options_.idle_timeout.value_or(call.idle);
  return request;
}

Result<std::string> Client::fetch(const Call& call) {
  const CallContext context = call.context(endpoint_);
  WholeBody body(context, call.max_answer);
  auto answer = transport_.perform(request(call), body, watches_);
  if (!answer) return Unexpected(std::move(answer).error());
  if (auto error = error_of_answer(context, *answer)) return Unexpected(*std::move(error));
  if (is_web_page(body.text())) return Unexpected(located(context, web_page(context)));
  return body.take();
}

Result<Completion> Client::stream(const Call& call, StreamView& view) {
  const CallContext context = call.context(endpoint_);
  ChunkStream reader(context, view);
  auto ended = reader.judge(transport_.perform(request(call), reader, watches_));
  // However it ended, what came before the end is shown.
  auto shown = reader.on_batch_end();
  if (!ended) return Unexpected(std::move(ended).error());
  if (!shown) return Unexpected(std::move(shown).error());
  return reader.completion();
}

Result<std::string> Client::version() {
  const Call call{.path = "/api/version"};
  auto body = fetch(call);
  if (!body) return body;
  return call.located(endpoint_, json::decode_version(*body));
}

Result<Client::Listing> Client::tags() {
  const Call call{.path = "/api/tags"};
  auto body = fetch(call);
  if (!body) return Unexpected(std::move(body).error());
  auto models = call.located(endpoint_, json::decode_tags(*body));
  if (!models) return Unexpected(std::move(models).error());
  return Listing{*std::move(models), *std::move(body)};
}

Result<Client::Running> Client::ps() {
  const Call call{.path = "/api/ps"};
  auto body = fetch(call);
  if (!body) return Unexpected(std::move(body).error());
  auto models = call.located(endpoint_, json::decode_ps(*body));
  if (!models) return Unexpected(std::move(models).error());
  return Running{*std::move(models), *std::move(body)};
}

Result<Client::Shown> Client::show(std::string_view model, bool verbose) {
  Call call{.path = "/api/show", .model = model, .body = json::encode_show(model, verbose)};
  if (verbose) call.max_answer = kMaxVerboseShow;
  auto body = fetch(call);
  if (!body) return Unexpected(std::move(body).error());
  auto info = call.located(endpoint_, json::decode_show(*body));
  if (!info) return Unexpected(std::move(info).error());
  return Shown{*std::move(info), *std::move(body)};
}

Result<Completion> Client::chat(const ChatRequest& request, StreamView& view) {
  return stream(Call::streaming("/api/chat", request.model, json::encode(request)), view);
}

Result<Completion> Client::generate(const GenerateRequest& request, StreamView& view) {
  return stream(Call::streaming("/api/generate", request.model, json::encode(request)), view);
}

Result<std::optional<std::string>> Client::render(const ChatRequest& request) {
  Call call = Call::streaming("/api/chat", request.model, json::encode_render(request));
  call.accept = kJson;
  auto body = fetch(call);
  if (!body) return Unexpected(std::move(body).error());
  return call.located(endpoint_, json::decode_rendered(*body));
}

Result<Completion> Client::load(std::string_view model, const std::optional<RawJson>& keep_alive) {
  return load_or_unload(model, keep_alive);
}

Result<Completion> Client::unload(std::string_view model) {
  return load_or_unload(model, RawJson{"0"});
}

// An empty prompt generates nothing.
Result<Completion> Client::load_or_unload(std::string_view model,
                                          std::optional<RawJson> keep_alive) {
  GenerateRequest empty;
  empty.model = model;
  empty.settings.keep_alive = std::move(keep_alive);
  Call call = Call::streaming("/api/generate", model, json::encode(empty));
  call.idle = kNone;
  NoView view;
  return stream(call, view);
}

Result<void> Client::pull(std::string_view model, bool insecure, std::optional<Milliseconds> idle,
                          const OnPull& on_progress) {
  Call call = Call::streaming("/api/pull", model, json::encode_pull(model, insecure));
  call.is_pull = true;
  const CallContext context = call.context(endpoint_);
  PullStream reader(context, on_progress);
  HttpRequest sent = request(call);
  if (idle) sent.timeouts.idle = *idle;
  return reader.judge(transport_.perform(sent, reader, watches_));
}

}  // namespace llamero
