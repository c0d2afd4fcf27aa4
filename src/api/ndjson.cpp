#include "llamero/ndjson.h"

#include <cstring>

namespace llamero {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_blank(std::string_view line) {
  if (!line.empty() && line.front() > ' ') return false;  // nearly always
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

Result<void> NdjsonSplitter::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    const void* newline = std::memchr(bytes.data(), '\n', bytes.size());
    const std::size_t length =
        newline != nullptr
            ? static_cast<std::size_t>(static_cast<const char*>(newline) - bytes.data())
            : bytes.size();
    if (length > max_line_ - tail_.size()) return Unexpected(too_long());
    const std::string_view piece = bytes.substr(0, length);
    if (newline == nullptr) {
      tail_.append(piece);
      return {};
    }
    bytes.remove_prefix(length + 1);
    if (tail_.empty()) {
      if (auto passed = emit(piece); !passed) return passed;
      continue;
    }
    tail_.append(piece);
    if (auto passed = emit(tail_); !passed) return passed;
    tail_.clear();
  }
  return {};
}

Result<void> NdjsonSplitter::finish() {
  if (tail_.empty()) return {};
  auto passed = emit(tail_);
  tail_.clear();
  return passed;
}

Result<void> NdjsonSplitter::emit(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  if (is_blank(line)) return {};
  return on_line_(line);
}

Error NdjsonSplitter::too_long() const {
  return {Errc::protocol,
          "a line of the answer is longer than " + std::to_string(max_line_) + " bytes"};
}

}  // namespace llamero
