#include "api/json_codec.h"
#include "base/base64.h"
#include "base/errc_name.h"
#include "engine/tape.h"
#include "engine/tape_fields.h"

#include <csignal>

namespace llamero {
namespace {

using Json = nlohmann::json;
using Need = TapeFields::Need;
using Failure = std::optional<std::string>;

constexpr std::int64_t kLongest = 30LL * 24 * 3600 * 1000;  // milliseconds in a month
constexpr std::int64_t kLargestSize = 1LL << 50;

// One of "text", "base64", "bytes" and, for a request, "json".
std::optional<TapeBytes> read_bytes(TapeFields& fields, bool may_be_json, Failure& failure) {
  std::vector<TapeBytes> found;
  std::string text;
  std::int64_t size = 0;
  if (fields.text("text", text, Need::may)) found.push_back(TapeBytes::of(text));
  if (fields.text("base64", text, Need::may)) {
    const auto bytes = decode_base64(text);
    if (!bytes) fields.fail("holds a base64 that is none");
    found.push_back(TapeBytes::of(bytes.value_or("")));
  }
  if (fields.whole("bytes", size, kLargestSize, Need::may))
    found.push_back(TapeBytes::size_only(static_cast<std::size_t>(size)));
  if (may_be_json) {
    if (const Json* value = fields.any("json", Need::may))
      found.push_back(TapeBytes::of(value->dump()));
  }
  if (found.size() != 1) fields.fail("needs exactly one of text, base64, bytes or json");
  if (failure) return std::nullopt;
  return std::move(found.front());
}

std::vector<TapeHeader> read_headers(TapeFields& parent, const std::string& where,
                                     Failure& failure) {
  std::vector<TapeHeader> headers;
  const Json* list = parent.array("headers");
  if (list == nullptr) return headers;
  for (const Json& entry : *list) {
    TapeFields fields(entry, where + "headers[" + std::to_string(headers.size()) + "].", failure);
    TapeHeader header;
    fields.text("name", header.name);
    std::string value;
    bool redacted = false;
    if (fields.text("value", value, Need::may)) header.value = value;
    fields.flag("redacted", redacted, Need::may);
    if (redacted == header.value.has_value()) fields.fail("needs a value, or redacted: true");
    fields.end();
    if (failure) break;
    headers.push_back(std::move(header));
  }
  return headers;
}

void read_request(const Json& value, const std::string& where, TapeExchange& exchange,
                  Failure& failure) {
  TapeFields fields(value, where + "request.", failure);
  fields.text("method", exchange.method);
  fields.text("path", exchange.path);
  exchange.headers = read_headers(fields, where + "request.", failure);
  if (const Json* body = fields.object("body", Need::may)) {
    TapeFields bytes(*body, where + "request.body.", failure);
    exchange.body = read_bytes(bytes, true, failure);
    bytes.end();
  }
  fields.end();
}

void read_head(const Json& value, const std::string& where, TapeExchange& exchange,
               Failure& failure) {
  TapeFields fields(value, where + "answer.", failure);
  TapeHead head;
  std::int64_t status = 0;
  if (fields.whole("status", status, 999) && status < 100)
    fields.fail("has a status that is none: " + std::to_string(status));
  head.status = static_cast<int>(status);
  head.headers = read_headers(fields, where + "answer.", failure);
  fields.end();
  exchange.head = std::move(head);
}

void read_pieces(const Json& list, const std::string& where, TapeExchange& exchange,
                 Failure& failure) {
  Milliseconds last{0};
  for (const Json& entry : list) {
    TapeFields fields(entry, where + "pieces[" + std::to_string(exchange.pieces.size()) + "].",
                      failure);
    std::int64_t at = 0;
    fields.whole("at_ms", at, kLongest);
    if (Milliseconds(at) < last) fields.fail("comes before the piece that precedes it");
    last = Milliseconds(at);
    auto data = read_bytes(fields, false, failure);
    fields.end();
    if (!data || failure) return;
    exchange.pieces.push_back({last, *std::move(data)});
  }
}

void read_error(const Json& value, const std::string& where, TapeExchange& exchange,
                Failure& failure) {
  TapeFields fields(value, where + "error.", failure);
  Error error;
  std::string code;
  std::int64_t status = 0;
  std::int64_t signal = 0;
  std::int64_t retry_after = -1;
  fields.text("code", code);
  fields.text("message", error.message);
  fields.text("hint", error.hint, Need::may);
  fields.whole("http_status", status, 999, Need::may);
  fields.whole("signal", signal, 64, Need::may);
  fields.whole("retry_after_s", retry_after, kLongest, Need::may);
  fields.flag("request_sent", error.request_sent);
  fields.end();
  const auto known = errc_of_name(code);
  if (!known) fields.fail("has a code that is none: \"" + code + "\"");
  // The process ends by the signal that an interruption names.
  const bool ends = signal == SIGINT || signal == SIGTERM || signal == SIGHUP;
  if (known == Errc::interrupted ? !ends : signal != 0)
    fields.fail("has a signal that does not belong to its code");
  error.code = known.value_or(Errc::protocol);
  error.http_status = static_cast<int>(status);
  error.signal = static_cast<int>(signal);
  error.retry_after_s = static_cast<long>(retry_after);
  exchange.error = std::move(error);
}

TapeExchange read_exchange(const Json& value, const std::string& where, Failure& failure) {
  TapeExchange exchange;
  TapeFields fields(value, where, failure);
  if (const Json* request = fields.object("request"))
    read_request(*request, where, exchange, failure);
  if (const Json* answer = fields.object("answer", Need::may))
    read_head(*answer, where, exchange, failure);
  if (const Json* pieces = fields.array("pieces")) read_pieces(*pieces, where, exchange, failure);
  if (const Json* error = fields.object("error", Need::may))
    read_error(*error, where, exchange, failure);
  std::int64_t took = 0;
  fields.whole("took_ms", took, kLongest);
  exchange.took = Milliseconds(took);
  if (!exchange.error && !exchange.head) fields.fail("has neither an answer nor an error");
  if (!exchange.pieces.empty() && !exchange.head) fields.fail("has pieces of no answer");
  if (!exchange.pieces.empty() && exchange.took < exchange.pieces.back().at)
    fields.fail("took less time than its last piece");
  fields.end();
  return exchange;
}

void read_preamble(TapeFields& fields, Tape& tape) {
  std::string format;
  std::int64_t version = 0;
  fields.text("format", format);
  if (format != "llamero-cassette")
    return fields.fail("is not a cassette of llamero (no format: \"llamero-cassette\")");
  if (fields.whole("version", version, 1'000'000) && version != 1)
    return fields.fail("is a cassette of version " + std::to_string(version) +
                       "; this llamero reads version 1");
  std::string bodies;
  fields.text("llamero", tape.llamero);
  fields.text("created", tape.created);
  fields.text("server", tape.server);
  if (fields.text("bodies", bodies) && bodies != "on" && bodies != "off")
    fields.fail("has bodies that are neither \"on\" nor \"off\"");
  tape.bodies = bodies == "on";
}

Result<Json> parse(std::string_view text, const std::string& source) {
  // Depth and size are judged before anything is built.
  if (auto checked = json::check_user_json(text, source); !checked)
    return Unexpected(std::move(checked).error());
  try {
    return Json::parse(text.begin(), text.end());
  } catch (const Json::exception& e) {
    return Unexpected(Error(Errc::usage, source + ": the text cannot be read: " + e.what()));
  }
}

}  // namespace

Result<Tape> decode_tape(std::string_view text, const std::string& source) {
  auto document = parse(text, source);
  if (!document) return Unexpected(std::move(document).error());
  Tape tape;
  Failure failure;
  TapeFields fields(*document, "", failure);
  read_preamble(fields, tape);
  if (const Json* exchanges = fields.array("exchanges")) {
    for (const Json& value : *exchanges) {
      const std::string where = "exchange " + std::to_string(tape.exchanges.size() + 1) + ": ";
      tape.exchanges.push_back(read_exchange(value, where, failure));
      if (failure) break;
    }
  }
  fields.end();
  if (!failure) return tape;
  const bool of_document = failure->starts_with(' ');
  return Unexpected(Error(Errc::usage, source + (of_document ? "" : ": ") + *failure,
                          "docs/formats/cassette.md says what a cassette is"));
}

}  // namespace llamero
