#include "net/secret_mask.h"

#include <algorithm>

namespace llamero {

SecretMask::SecretMask(std::vector<std::string> texts) : texts_(std::move(texts)) {
  std::erase_if(texts_, [](const std::string& text) { return text.size() < kShortest; });
}

bool SecretMask::found_in(std::string_view text) const {
  return std::any_of(texts_.begin(), texts_.end(), [&](const std::string& secret) {
    return text.find(secret) != std::string_view::npos;
  });
}

std::string SecretMask::masked(std::string text) const {
  for (const std::string& secret : texts_) {
    for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos; at += secret.size())
      std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(at), secret.size(), '*');
  }
  return text;
}

// The length of the longest end of `text` that one of the texts starts with.
std::size_t SecretMask::open_end(std::string_view text) const {
  std::size_t longest = 0;
  for (const std::string& secret : texts_) {
    for (std::size_t size = std::min(secret.size() - 1, text.size()); size > longest; --size) {
      if (std::string_view(secret).starts_with(text.substr(text.size() - size))) longest = size;
    }
  }
  return longest;
}

std::string_view SecretMask::pass(std::string_view bytes) {
  if (!held_.empty()) {
    buffer_ = rest().append(bytes);
    bytes = buffer_;
  }
  if (found_in(bytes)) {
    buffer_ = masked(std::string(bytes));
    bytes = buffer_;
  }
  const std::size_t open = open_end(bytes);
  held_ = bytes.substr(bytes.size() - open);
  return bytes.substr(0, bytes.size() - open);
}

}  // namespace llamero
