// The Ollama API over a Transport. One thread at a time; a Client keeps no connection state of its
// own and may be made for each call.
#pragma once

#include "llamero/http.h"
#include "llamero/result.h"
#include "llamero/types.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// Where a server is, and what it is told about us.
struct Endpoint {
  std::string base_url;  // "http://host:port/prefix" without a slash at the end
  std::string display;   // for messages; never holds a secret
  Route route;
  std::vector<HttpHeader> headers;
  std::vector<SecretHeader> secret_headers;  // Authorization, and others that must not be shown
};

struct ClientOptions {
  Milliseconds connect_timeout{10'000};
  // nullopt: the rule of the call (none where a model may load, 30 s for version, tags, ps, show).
  std::optional<Milliseconds> first_byte_timeout;
  // nullopt: 120 s for generated text and downloads, 30 s for version, tags, ps and show, none
  // while a model is only loaded or unloaded.
  std::optional<Milliseconds> idle_timeout;
  std::string user_agent;
};

class Client {
 public:
  // `transport` must outlive the client. The watches are looked after during every call.
  Client(Transport& transport, Endpoint endpoint, ClientOptions options,
         std::vector<Watch*> watches);

  [[nodiscard]] const Endpoint& endpoint() const { return endpoint_; }

  struct Listing {
    std::vector<ModelSummary> models;
    std::string json;  // the answer as sent
  };
  struct Running {
    std::vector<RunningModel> models;
    std::string json;
  };
  struct Shown {
    ModelInfo info;
    std::string json;
  };

  Result<std::string> version();
  Result<Listing> tags();
  Result<Running> ps();
  Result<Shown> show(std::string_view model, bool verbose);

  // Receives what a stream delivers. Errors end the stream and become the result of the call.
  class StreamView {
   public:
    virtual ~StreamView() = default;
    virtual Result<void> on_chunk(const ChatChunk& chunk) = 0;
    virtual Result<void> on_batch_end() { return {}; }
    [[nodiscard]] virtual bool wants_more() const { return true; }
  };

  // A value means that the final line (`done:true`) came. A stream that ends without it is
  // Errc::cut, whatever ended it, once a line of it was seen.
  Result<Completion> chat(const ChatRequest& request, StreamView& view);
  Result<Completion> generate(const GenerateRequest& request, StreamView& view);

  // The prompt that the server makes of `request`, by its own template; nothing is generated.
  // nullopt: the server is too old to tell (before 0.11.5).
  Result<std::optional<std::string>> render(const ChatRequest& request);

  // Loads a model without generating; `keep_alive` as in GenerationSettings.
  Result<Completion> load(std::string_view model, const std::optional<RawJson>& keep_alive);
  Result<Completion> unload(std::string_view model);

  using OnPull = std::function<Result<void>(const PullProgress&)>;
  // A value means `status:"success"`. One POST: the caller decides on another. `idle` limits the
  // time in which a download does not grow; nullopt: as ClientOptions says.
  Result<void> pull(std::string_view model, bool insecure, std::optional<Milliseconds> idle,
                    const OnPull& on_progress);

 private:
  struct Call;  // one request and the rules for its answer

  [[nodiscard]] HttpRequest request(const Call& call) const;
  Result<std::string> fetch(const Call& call);
  Result<Completion> stream(const Call& call, StreamView& view);
  Result<Completion> load_or_unload(std::string_view model, std::optional<RawJson> keep_alive);

  Transport& transport_;
  Endpoint endpoint_;
  ClientOptions options_;
  std::vector<Watch*> watches_;
};

}  // namespace llamero
