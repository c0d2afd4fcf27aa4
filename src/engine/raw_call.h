// A call of the API as the user wrote it: what is sent, and how its answer is passed on and judged.
#pragma once

#include "api/api_error.h"
#include "llamero/client.h"
#include "llamero/ndjson.h"
#include "term/output.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

struct RawCall {
  std::string method;               // upper case
  std::string path;                 // as raw_path() gives it
  std::vector<HttpHeader> headers;  // win over those that llamero would send
  std::optional<std::string> body;
};

// `path` with a slash at its beginning. Errors: Errc::usage for a whole URL, a fragment, a segment
// "." or "..", blanks, control characters, backslashes and bytes beyond ASCII.
[[nodiscard]] Result<std::string> raw_path(std::string_view path);

// Calls that do the same when they are done twice may be sent again; of others, and of paths that
// are not known, only those that never reached the server.
[[nodiscard]] RetryClass raw_retry_class(std::string_view method, std::string_view path);

[[nodiscard]] HttpRequest raw_request(const RawCall& call, const Endpoint& endpoint,
                                      const ClientOptions& options);

// Passes an answer on byte by byte, and watches the lines of an application/x-ndjson beside it.
class RawAnswer final : public BodySink {
 public:
  // `out` must outlive this. `include`: the head comes first.
  RawAnswer(Output& out, CallContext context, bool include);

  void on_head(int status, std::span<const HttpHeader> headers) override;
  Result<void> on_bytes(std::string_view bytes) override;
  Result<void> on_batch_end() override { return out_.flush(); }
  [[nodiscard]] bool wants_more() const override { return out_.pending() < Output::kHighWater; }
  // Only a line stream has a final line; any other body ends where HTTP says so.
  [[nodiscard]] bool complete() const override { return complete_; }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return bytes_; }

  // What the outcome comes to; the body of a refusal is passed on too.
  Result<void> judge(const Result<HttpResponse>& outcome);

 private:
  Result<void> on_line(std::string_view line);
  void show_head(int status, std::span<const HttpHeader> headers);
  void end_output();

  Output& out_;
  CallContext context_;
  bool include_;
  NdjsonSplitter splitter_;
  std::vector<HttpHeader> headers_;
  int status_ = 0;
  bool lines_ = false;  // the answer is a line stream
  bool head_shown_ = false;
  bool complete_ = false;
  std::optional<Error> error_;  // an error object in the stream
  std::size_t bytes_ = 0;
};

}  // namespace llamero
