#include "api/json_codec.h"
#include "api/json_limits.h"
#include "base/base64.h"
#include "base/errc_name.h"
#include "base/utf8.h"
#include "engine/tape.h"

#include <nlohmann/json.hpp>

namespace llamero {
namespace {

using Json = nlohmann::ordered_json;

// A larger body would bring the whole document near the limit on values.
constexpr std::size_t kLargestJson = 1024 * 1024;

// The value that `text` is, where it may stand inside the document.
std::optional<Json> as_json(const std::string& text) {
  if (text.size() > kLargestJson || json::find_limit_breach("[[[[[[" + text + "]]]]]]"))
    return std::nullopt;
  Json value = Json::parse(text, nullptr, false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

Json encode_bytes(const TapeBytes& data) {
  if (!data.kept) return {{"bytes", data.size}};
  if (find_invalid_utf8(data.bytes) != std::string_view::npos)
    return {{"base64", encode_base64(data.bytes)}};
  return {{"text", data.bytes}};
}

Json encode_body(const TapeBytes& body) {
  if (body.kept) {
    if (auto value = as_json(body.bytes)) return {{"json", *std::move(value)}};
  }
  return encode_bytes(body);
}

Json encode_headers(const std::vector<TapeHeader>& headers) {
  Json list = Json::array();
  for (const TapeHeader& header : headers) {
    Json entry = {{"name", header.name}};
    if (header.value) {
      entry["value"] = *header.value;
    } else {
      entry["redacted"] = true;
    }
    list.push_back(std::move(entry));
  }
  return list;
}

Json encode_error(const Error& error) {
  Json value = {{"code", errc_name(error.code)}, {"message", error.message}};
  if (!error.hint.empty()) value["hint"] = error.hint;
  if (error.http_status != 0) value["http_status"] = error.http_status;
  if (error.signal != 0) value["signal"] = error.signal;
  if (error.retry_after_s >= 0) value["retry_after_s"] = error.retry_after_s;
  value["request_sent"] = error.request_sent;
  return value;
}

Json encode_exchange(const TapeExchange& exchange) {
  Json request = {{"method", exchange.method},
                  {"path", exchange.path},
                  {"headers", encode_headers(exchange.headers)}};
  if (exchange.body) request["body"] = encode_body(*exchange.body);
  Json value = {{"request", std::move(request)}};
  if (exchange.head) {
    value["answer"] = {{"status", exchange.head->status},
                       {"headers", encode_headers(exchange.head->headers)}};
  }
  Json pieces = Json::array();
  for (const TapePiece& piece : exchange.pieces) {
    Json entry = {{"at_ms", piece.at.count()}};
    entry.update(encode_bytes(piece.data));
    pieces.push_back(std::move(entry));
  }
  value["pieces"] = std::move(pieces);
  if (exchange.error) value["error"] = encode_error(*exchange.error);
  value["took_ms"] = exchange.took.count();
  return value;
}

}  // namespace

std::string encode_tape(const Tape& tape) {
  Json exchanges = Json::array();
  for (const TapeExchange& exchange : tape.exchanges)
    exchanges.push_back(encode_exchange(exchange));
  const Json document = {{"format", "llamero-cassette"},
                         {"version", 1},
                         {"llamero", tape.llamero},
                         {"created", tape.created},
                         {"server", tape.server},
                         {"bodies", tape.bodies ? "on" : "off"},
                         {"exchanges", std::move(exchanges)}};
  // A header or a message that is not UTF-8 is shown as well as it can be.
  return document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string tape_path(std::string_view url, std::string_view base_url) {
  if (url.starts_with(base_url) && url.substr(base_url.size()).starts_with('/'))
    return std::string(url.substr(base_url.size()));
  const std::size_t slash = url.find('/', url.find("://") + 3);
  return slash == std::string_view::npos ? "/" : std::string(url.substr(slash));
}

}  // namespace llamero
