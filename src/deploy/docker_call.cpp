#include "deploy/docker_call.h"

#include <algorithm>

namespace llamero {
namespace {

constexpr std::size_t kLongestMessage = 600;

}  // namespace

Result<void> DockerText::on_bytes(std::string_view bytes) {
  if (text_.size() + bytes.size() > kMost)
    return Unexpected(Error(Errc::deploy, "the answer of docker is too large"));
  text_ += bytes;
  return {};
}

std::string url_word(std::string_view text) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::string compact(const json::Json& body) {
  return body.dump(-1, ' ', false, json::Json::error_handler_t::replace);
}

Error docker_error(int status, std::string_view message) {
  std::string line(message.substr(0, kLongestMessage));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  while (!line.empty() && (line.back() == ' ' || line.back() == '.')) line.pop_back();
  if (line.empty()) line = "status " + std::to_string(status);
  Error error(Errc::deploy, "docker says: " + line);
  error.http_status = status;
  return error;
}

Error docker_error(const HttpResponse& response) {
  const auto body = json::parse_answer(response.body);
  if (body) return docker_error(response.status, text_at(*body, "message"));
  return docker_error(response.status, response.body);
}

const json::Json& member(const json::Json& object, const char* key) {
  static const json::Json kNothing;
  if (!object.is_object()) return kNothing;
  const auto at = object.find(key);
  return at == object.end() ? kNothing : *at;
}

std::string text_at(const json::Json& object, const char* key) {
  const json::Json& value = member(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::int64_t number_at(const json::Json& object, const char* key) {
  const json::Json& value = member(object, key);
  return value.is_number_integer() ? value.get<std::int64_t>() : 0;
}

std::vector<std::string> texts_at(const json::Json& object, const char* key) {
  std::vector<std::string> out;
  const json::Json& value = member(object, key);
  if (!value.is_array()) return out;
  for (const json::Json& item : value) {
    if (item.is_string()) out.push_back(item.get<std::string>());
  }
  return out;
}

}  // namespace llamero
