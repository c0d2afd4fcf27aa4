#include "deploy/log_frames.h"

#include <algorithm>

namespace llamero {

Result<void> LogFrames::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    if (left_ == 0) {
      const std::size_t size = std::min(kHead - head_.size(), bytes.size());
      head_ += bytes.substr(0, size);
      bytes.remove_prefix(size);
      if (head_.size() < kHead) return {};
      if (head_[0] > 2 || head_[0] < 0 || head_[1] != 0 || head_[2] != 0 || head_[3] != 0)
        return Unexpected(Error(Errc::deploy, "docker did not send its log in frames"));
      for (std::size_t i = 4; i < kHead; ++i)
        left_ = left_ << 8 | static_cast<unsigned char>(head_[i]);
      head_.clear();
      continue;
    }
    const std::size_t size = std::min(left_, bytes.size());
    if (auto taken = take_text(bytes.substr(0, size)); !taken) return taken;
    left_ -= size;
    bytes.remove_prefix(size);
  }
  return {};
}

// What is held back is never more than kMostLine, however large the frames are.
Result<void> LogFrames::take_text(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = std::min({text.find('\n'), text.size(), kMostLine - line_.size()});
    line_ += text.substr(0, size);
    text.remove_prefix(size);
    if (text.empty()) return {};
    if (text.front() == '\n') {
      text.remove_prefix(1);
      if (line_.ends_with('\r')) line_.pop_back();
    }
    const std::string line = std::exchange(line_, {});
    if (auto told = on_line_(line); !told) return told;
  }
  return {};
}

Result<void> LogFrames::finish() {
  if (line_.empty()) return {};
  const std::string line = std::exchange(line_, {});
  return on_line_(line);
}

}  // namespace llamero
