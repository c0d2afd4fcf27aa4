// Ctrl-R and Ctrl-S: looking for an earlier input while its words are typed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

struct HistoryMatch {
  std::size_t index = 0;   // of the entry
  std::size_t offset = 0;  // of the query in it, bytes
};

// Matches anywhere in an entry; a query without capital letters (of ASCII) matches both cases.
class HistorySearch {
 public:
  // `entries` must outlive the search. Begins at the newest.
  explicit HistorySearch(const std::vector<std::string>& entries) : entries_(entries) {}

  [[nodiscard]] const std::string& query() const { return query_; }
  // Where the last query was found; stays when a longer query is found nowhere.
  [[nodiscard]] const std::optional<HistoryMatch>& match() const { return match_; }
  [[nodiscard]] bool failed() const { return failed_; }

  void append(std::string_view text);
  void remove_last();  // one grapheme; the search begins anew
  // The next entry that differs from the one found. Needs a query.
  void next_older();
  void next_newer();

 private:
  void search(std::size_t from, bool older);
  [[nodiscard]] std::optional<std::size_t> find_in(const std::string& entry) const;

  const std::vector<std::string>& entries_;
  std::string query_;
  std::optional<HistoryMatch> match_;
  bool failed_ = false;
};

}  // namespace llamero
