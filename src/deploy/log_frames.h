// The stream in which docker sends stdout and stderr of a container: frames of eight bytes of head
// (the stream, three zeros, the length as a big-endian number) and a piece of text.
#pragma once

#include "llamero/http.h"
#include "llamero/result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace llamero {

class LogFrames {
 public:
  using OnLine = std::function<Result<void>(std::string_view line)>;  // without its newline

  explicit LogFrames(OnLine on_line) : on_line_(std::move(on_line)) {}

  // A line of more than kMostLine bytes is passed on in pieces. Errors: those of the callback;
  // Errc::deploy where the bytes are no frames.
  Result<void> feed(std::string_view bytes);
  // The stream has ended: a last line without newline counts.
  Result<void> finish();

 private:
  static constexpr std::size_t kHead = 8;
  static constexpr std::size_t kMostLine = 64 * 1024;

  Result<void> take_text(std::string_view text);

  OnLine on_line_;
  std::string head_;
  std::size_t left_ = 0;  // bytes of the frame that are still to come
  std::string line_;
};

// Leads the body of an answer there.
class LogSink final : public BodySink {
 public:
  explicit LogSink(LogFrames& frames) : frames_(frames) {}
  Result<void> on_bytes(std::string_view bytes) override {
    seen_ += bytes.size();
    return frames_.feed(bytes);
  }
  Result<void> on_batch_end() override { return {}; }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return seen_; }

 private:
  LogFrames& frames_;
  std::size_t seen_ = 0;
};

}  // namespace llamero
