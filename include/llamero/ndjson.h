// Cuts a byte stream into lines (newline-delimited JSON, as Ollama streams it).
#pragma once

#include "llamero/result.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace llamero {

class NdjsonSplitter {
 public:
  // Ollama's longest known line is the `context` array of a final /api/generate object; the
  // official client stops at 8 MB.
  static constexpr std::size_t kMaxLine = 16 * 1024 * 1024;

  // A line without its newline (a trailing CR and a leading byte-order mark are removed too). The
  // view is valid during the call only: it points into the bytes given to feed(), or into the tail
  // that was carried over.
  using OnLine = std::function<Result<void>(std::string_view line)>;

  explicit NdjsonSplitter(OnLine on_line, std::size_t max_line = kMaxLine)
      : on_line_(std::move(on_line)), max_line_(max_line) {}

  // Passes on each line that `bytes` completes; keeps the tail. Blank lines are skipped. Errors:
  // the callback's own, or Errc::protocol for a line over the limit. After an error the splitter
  // must not be fed again.
  Result<void> feed(std::string_view bytes);

  // The stream has ended: a last line without newline counts as a line.
  Result<void> finish();

 private:
  Result<void> emit(std::string_view line);
  [[nodiscard]] Error too_long() const;

  OnLine on_line_;
  std::size_t max_line_;
  std::string tail_;  // holds no newline
};

}  // namespace llamero
