// What was typed, per server, shared between windows.
#pragma once

#include "base/unique_fd.h"
#include "llamero/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// The file of a remote: `folder` (the state directory), then "history/", then the remote's display
// with every byte percent-encoded that a file name may not hold.
[[nodiscard]] std::string prompt_history_file(const std::string& folder, std::string_view remote);

// A file of prompts, each ended by a NUL byte, oldest first, 0600. Several processes may append at
// once; a prompt of several lines stays one.
class PromptHistory {
 public:
  static constexpr std::size_t kMostPrompts = 2000;
  // A longer one (a pasted file) is not kept.
  static constexpr std::size_t kMostBytes = std::size_t{64} * 1024;

  // Opens nothing yet.
  explicit PromptHistory(std::string path, std::size_t most = kMostPrompts)
      : path_(std::move(path)), most_(most) {}

  // The prompts that are known, oldest first, at most `most`.
  [[nodiscard]] const std::vector<std::string>& prompts() const { return prompts_; }

  // Reads what was added by anybody since the last time. Errors: Errc::usage.
  Result<void> refresh();
  // Adds a prompt to the file and, whatever becomes of that, to prompts(). An empty one, and the
  // same as the last one, are left out. The file is written anew when it holds more than twice
  // `most`. Errors: Errc::output_failed.
  Result<void> add(std::string_view prompt);

 private:
  [[nodiscard]] Result<UniqueFd> open_locked() const;
  void take(std::string_view bytes);
  Result<void> shorten();

  std::string path_;
  std::size_t most_;
  std::vector<std::string> prompts_;
  std::size_t in_file_ = 0;  // prompts in the file, as far as it was read
  std::size_t read_to_ = 0;  // bytes
  unsigned long inode_ = 0;  // another one: the file was written anew
};

}  // namespace llamero
