// Finds texts in a stream of bytes and blots them out, however the stream is cut.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace llamero {

class SecretMask {
 public:
  // Each byte of an occurrence becomes a '*', so that lengths stay. Texts of fewer than kShortest
  // bytes are not looked for: they would be found in anything.
  static constexpr std::size_t kShortest = 8;
  explicit SecretMask(std::vector<std::string> texts);

  [[nodiscard]] bool empty() const { return texts_.empty(); }

  // What may be passed on of the stream so far; an end that may be the start of one of the texts is
  // held back. The view is valid until the next call, and as long as `bytes`.
  [[nodiscard]] std::string_view pass(std::string_view bytes);
  // The held end: the stream is over.
  [[nodiscard]] std::string rest() { return std::exchange(held_, std::string()); }

  // For a text that is complete.
  [[nodiscard]] std::string masked(std::string text) const;

 private:
  [[nodiscard]] bool found_in(std::string_view text) const;
  [[nodiscard]] std::size_t open_end(std::string_view text) const;

  std::vector<std::string> texts_;
  std::string held_;
  std::string buffer_;
};

}  // namespace llamero
