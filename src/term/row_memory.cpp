#include "term/row_memory.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace llamero {
namespace {

// By blocks, because memcmp() is several times quicker than a comparison of characters.
std::size_t common_prefix(std::string_view a, std::string_view b) {
  constexpr std::size_t kBlock = 4096;
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t at = 0;
  while (most - at >= kBlock && std::memcmp(a.data() + at, b.data() + at, kBlock) == 0)
    at += kBlock;
  while (at < most && a[at] == b[at]) ++at;
  return at;
}

}  // namespace

const std::vector<std::size_t>& RowMemory::recall(std::string_view line, std::size_t width,
                                                  std::size_t first_column) {
  if (width != width_ || first_column != first_column_) begins_.clear();
  width_ = width;
  first_column_ = first_column;
  if (begins_.empty()) return begins_;
  const std::size_t same = common_prefix(text_, line);
  const auto after = std::upper_bound(begins_.begin(), begins_.end(), same);
  // The grapheme at the begin of a row decides that it begins there, and what follows it may still
  // become a part of it: two more rows must begin in what is the same.
  const auto known = after - begins_.begin();
  begins_.resize(known > 2 ? static_cast<std::size_t>(known - 2) : 0);
  return begins_;
}

void RowMemory::remember(std::string_view line, std::size_t end, std::vector<std::size_t> begins) {
  const std::string_view text = line.substr(0, end);
  const std::size_t same = common_prefix(text_, text);
  text_.resize(same);
  text_ += text.substr(same);
  begins_ = std::move(begins);
}

}  // namespace llamero
