#include "term/history_search.h"

#include "term/grapheme.h"

#include <algorithm>

namespace llamero {
namespace {

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

char in_lower_case(char c) {
  return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

void HistorySearch::append(std::string_view text) {
  query_ += text;
  if (!entries_.empty()) search(match_ ? match_->index : entries_.size() - 1, true);
  failed_ = failed_ || entries_.empty();
}

void HistorySearch::remove_last() {
  query_.resize(previous_grapheme(query_, query_.size()));
  match_.reset();
  failed_ = false;
  if (!query_.empty() && !entries_.empty()) search(entries_.size() - 1, true);
}

void HistorySearch::next_older() {
  if (query_.empty() || !match_) return;
  std::size_t from = match_->index;
  while (from > 0 && entries_[from] == entries_[match_->index]) --from;
  if (entries_[from] == entries_[match_->index]) {
    failed_ = true;
  } else {
    search(from, true);
  }
}

void HistorySearch::next_newer() {
  if (query_.empty() || !match_) return;
  std::size_t from = match_->index;
  while (from + 1 < entries_.size() && entries_[from] == entries_[match_->index]) ++from;
  if (entries_[from] == entries_[match_->index]) {
    failed_ = true;
  } else {
    search(from, false);
  }
}

void HistorySearch::search(std::size_t from, bool older) {
  for (std::size_t index = from; index < entries_.size(); older ? --index : ++index) {
    if (const auto offset = find_in(entries_[index])) {
      match_ = HistoryMatch{index, *offset};
      failed_ = false;
      return;
    }
  }
  failed_ = true;
}

std::optional<std::size_t> HistorySearch::find_in(const std::string& entry) const {
  if (std::any_of(query_.begin(), query_.end(), is_capital)) {
    const std::size_t at = entry.find(query_);
    return at == std::string::npos ? std::nullopt : std::optional(at);
  }
  const auto found =
      std::search(entry.begin(), entry.end(), query_.begin(), query_.end(),
                  [](char a, char b) { return in_lower_case(a) == in_lower_case(b); });
  if (found == entry.end()) return std::nullopt;
  return static_cast<std::size_t>(found - entry.begin());
}

}  // namespace llamero
