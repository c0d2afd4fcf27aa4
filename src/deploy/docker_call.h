// One call of the Engine API, and the sinks for its answers. Internal to docker_*.cpp.
#pragma once

#include "api/json_dom.h"

#include <string>
#include <utility>

#include "deploy/docker_engine.h"

namespace llamero {

struct DockerEngine::Call {
  std::string method;
  std::string path;  // with the query, without the version
  std::optional<std::string> body = std::nullopt;
  Milliseconds first_byte{30'000};
  Milliseconds idle{30'000};
  std::string content_type = "application/json";
};

// A short body, whole.
class DockerText final : public BodySink {
 public:
  Result<void> on_bytes(std::string_view bytes) override;
  Result<void> on_batch_end() override { return {}; }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return text_.size(); }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  static constexpr std::size_t kMost = 32 * 1024 * 1024;
  std::string text_;
};

// Characters that mean something in a path or query become %XX.
[[nodiscard]] std::string url_word(std::string_view text);

// Bytes that are no UTF-8 are replaced.
[[nodiscard]] std::string compact(const json::Json& body);

// What docker says is wrong: the `message` of its answer, one line of bounded length.
[[nodiscard]] Error docker_error(const HttpResponse& response);
[[nodiscard]] Error docker_error(int status, std::string_view message);

// Typed reads that never throw: the member, or a value of its type that is empty.
[[nodiscard]] std::string text_at(const json::Json& object, const char* key);
[[nodiscard]] std::int64_t number_at(const json::Json& object, const char* key);
[[nodiscard]] std::vector<std::string> texts_at(const json::Json& object, const char* key);
[[nodiscard]] const json::Json& member(const json::Json& object, const char* key);

}  // namespace llamero
