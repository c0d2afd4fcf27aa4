// The bodies of successful answers, read line by line while they arrive.
#pragma once

#include "api/api_error.h"
#include "api/json_codec.h"
#include "llamero/client.h"
#include "llamero/ndjson.h"

#include <cstdint>

namespace llamero {

// What every line stream has in common: it is cut into lines, a page for people is noticed at its
// first byte, nothing is read past the final line, and its end is judged by whether that line came.
class LineStream : public BodySink {
 public:
  explicit LineStream(const CallContext& context)
      : context_(context), splitter_([this](std::string_view line) { return on_line(line); }) {}

  Result<void> on_bytes(std::string_view bytes) final;
  [[nodiscard]] bool complete() const final { return complete_; }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return lines_; }

  // What the outcome of Transport::perform comes to. A value: the final line came.
  Result<void> judge(const Result<HttpResponse>& outcome);

 protected:
  // Reads one line before the final one. Its errors are final too.
  virtual Result<void> read_line(std::string_view line) = 0;

  void mark_complete() { complete_ = true; }
  [[nodiscard]] Error body_error(Error error) const;

 private:
  Result<void> on_line(std::string_view line);
  Result<void> refuse(Error error);
  Result<void> judge_end();
  Result<void> judge_failure(Error error);

  const CallContext& context_;
  NdjsonSplitter splitter_;
  std::size_t lines_ = 0;
  bool begun_ = false;
  bool complete_ = false;
  bool refused_ = false;  // we ended the transfer ourselves
  bool ended_ = false;    // what is read now is a last line without newline
};

// A chat or generate stream.
class ChunkStream final : public LineStream {
 public:
  ChunkStream(const CallContext& context, Client::StreamView& view)
      : LineStream(context), view_(view) {}

  Result<void> on_batch_end() override;
  [[nodiscard]] bool wants_more() const override { return view_.wants_more(); }

  [[nodiscard]] const Completion& completion() const { return completion_; }

 private:
  Result<void> read_line(std::string_view line) override;

  Client::StreamView& view_;
  json::ChunkDecoder decoder_;
  Completion completion_;
  bool batch_open_ = false;
};

// A pull. Progress is what was downloaded, not lines: a stalled download goes on saying so. While
// the server verifies or writes, which may take minutes for a large layer, there is none to wait
// for.
class PullStream final : public LineStream {
 public:
  PullStream(const CallContext& context, const Client::OnPull& on_progress)
      : LineStream(context), on_progress_(on_progress) {}

  Result<void> on_batch_end() override { return {}; }
  [[nodiscard]] std::optional<std::size_t> progress() const override;

 private:
  Result<void> read_line(std::string_view line) override;
  void note(const PullProgress& progress);

  const Client::OnPull& on_progress_;
  std::string status_;
  std::string digest_;
  std::int64_t most_completed_ = 0;
  std::size_t marks_ = 0;
};

// An answer that is one value, kept whole.
class WholeBody final : public BodySink {
 public:
  WholeBody(const CallContext& context, std::size_t max_size)
      : context_(context), max_size_(max_size) {}

  Result<void> on_bytes(std::string_view bytes) override;
  Result<void> on_batch_end() override { return {}; }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return body_.size(); }

  [[nodiscard]] const std::string& text() const { return body_; }
  [[nodiscard]] std::string take() { return std::move(body_); }

 private:
  const CallContext& context_;
  std::size_t max_size_;
  std::string body_;
};

}  // namespace llamero
