// Going through earlier inputs while a new one is being written.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// The entries are the caller's, oldest first, and the last place is the text being written. What is
// changed in one is kept as long as the walk lasts, so that nothing typed is lost by a step.
class HistoryWalk {
 public:
  // Starts anew at the text being written. `entries` must outlive the walk; may be null.
  void start(const std::vector<std::string>* entries);

  // Each leaves `text` behind and gives the one to go on with; nothing at either end.
  [[nodiscard]] std::optional<std::string> older(std::string_view text);
  [[nodiscard]] std::optional<std::string> newer(std::string_view text);
  // The same, right to entry `index`.
  [[nodiscard]] std::string jump(std::size_t index, std::string_view text);

  // The entry that is shown; count() for the text being written.
  [[nodiscard]] std::size_t position() const { return position_; }
  [[nodiscard]] std::size_t count() const { return entries_ == nullptr ? 0 : entries_->size(); }
  [[nodiscard]] const std::string& entry(std::size_t index) const { return (*entries_)[index]; }

 private:
  const std::vector<std::string>* entries_ = nullptr;
  std::size_t position_ = 0;
  std::map<std::size_t, std::string> changed_;
};

}  // namespace llamero
