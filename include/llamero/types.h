// The requests and answers of the Ollama API as plain values. Fields keep the API's names; a field
// of a request that is not set is not sent. Durations of the API are nanoseconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace llamero {

// JSON text that is passed on as it is (an option's value, a schema). Always one valid value.
struct RawJson {
  std::string text;
};

struct Message {
  std::string role;  // "system", "user", "assistant", "tool"
  std::string content;
  std::string thinking = {};
  std::vector<std::string> images = {};  // each in base64
};

// How a request asks for thinking: not at all, on or off, or a level ("low", "medium", "high").
using Think = std::optional<std::string>;  // "true" and "false" are sent as booleans

struct GenerationSettings {
  std::vector<std::pair<std::string, RawJson>> options;
  std::optional<RawJson> format;
  std::optional<RawJson> keep_alive;  // a number of seconds, or a string holding a Go duration
  Think think;
};

struct ChatRequest {
  std::string model;
  std::vector<Message> messages;
  GenerationSettings settings;
};

struct GenerateRequest {
  std::string model;
  std::string prompt;
  std::optional<std::string> system;
  std::optional<std::string> suffix;
  bool raw = false;
  GenerationSettings settings;
};

// Statistics of a final object. 0 where the server sent none.
struct Usage {
  std::int64_t total_duration_ns = 0;
  std::int64_t load_duration_ns = 0;
  std::int64_t prompt_eval_count = 0;
  std::int64_t prompt_eval_duration_ns = 0;
  std::int64_t eval_count = 0;
  std::int64_t eval_duration_ns = 0;
};

// One line of a chat or generate stream. The views are valid during the callback only.
struct ChatChunk {
  std::string_view content;
  std::string_view thinking;
  std::string_view tool_calls;  // the JSON array as sent; empty: none
  bool done = false;
  std::string_view done_reason;  // only when done
  Usage usage;                   // only when done
};

// What a stream came to.
struct Completion {
  std::string done_reason;  // "stop", "length", "load", "unload" or empty
  Usage usage;
};

// One line of a pull (push, create) stream.
struct PullProgress {
  std::string status;
  std::string digest;          // empty for the steps that have none
  std::int64_t total = 0;      // bytes; 0: not said
  std::int64_t completed = 0;  // bytes; may go back
};

struct ModelDetails {
  std::string format;
  std::string family;
  std::string parameter_size;
  std::string quantization_level;
};

struct ModelSummary {  // one entry of /api/tags
  std::string name;
  std::string model;
  std::string digest;  // hex, without "sha256:"; may be empty at servers that only resemble Ollama
  std::int64_t size = 0;    // bytes
  std::string modified_at;  // RFC 3339
  std::string remote_host;  // not empty: a cloud model
  ModelDetails details;
};

struct RunningModel {  // one entry of /api/ps
  std::string name;
  std::string digest;
  std::int64_t size = 0;       // bytes
  std::int64_t size_vram = 0;  // bytes
  std::int64_t context_length = 0;
  std::string expires_at;  // RFC 3339
};

struct ModelInfo {  // /api/show
  std::string license;
  std::string modelfile;
  std::string parameters;
  std::string template_text;
  std::string system;
  std::string modified_at;
  std::string remote_model;
  std::string remote_host;
  std::string requires_version;  // the API's `requires`, a keyword of C++
  ModelDetails details;
  std::vector<std::string> capabilities;
  // Keys and values of model_info and projector_info in the order of the answer; a value that is a
  // string is given without quotes, any other as JSON text.
  std::vector<std::pair<std::string, std::string>> model_info;
  std::vector<std::pair<std::string, std::string>> projector_info;
  struct Tensor {
    std::string name;
    std::string type;
    std::string shape;  // "[4096 11008]"
  };
  std::vector<Tensor> tensors;
};

}  // namespace llamero
