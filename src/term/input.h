// Standard input, as a seam.
#pragma once

#include "llamero/http.h"
#include "llamero/result.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace llamero {

class Input {
 public:
  virtual ~Input() = default;

  // True when something else reads the same open file too: a regular file that is not at its
  // start, as in `while read line; do …; done < file`.
  [[nodiscard]] virtual bool shared_with_a_reader() const = 0;

  // Everything up to the end. `on_slow` is called once when three seconds have passed. A closed
  // descriptor reads as empty. Errors: Errc::usage over `max_bytes`, and those of `interrupt`.
  virtual Result<std::string> read_all(std::size_t max_bytes, Watch& interrupt,
                                       const std::function<void()>& on_slow) = 0;

  // The next line without its newline; nullopt at the end. Errors as above.
  virtual Result<std::optional<std::string>> read_line(std::size_t max_bytes, Watch& interrupt) = 0;
};

// Reads from a descriptor that it does not own.
class FdInput final : public Input {
 public:
  explicit FdInput(int fd) : fd_(fd) {}

  [[nodiscard]] bool shared_with_a_reader() const override;
  Result<std::string> read_all(std::size_t max_bytes, Watch& interrupt,
                               const std::function<void()>& on_slow) override;
  Result<std::optional<std::string>> read_line(std::size_t max_bytes, Watch& interrupt) override;

 private:
  // Appends what is there to buffer_; false at the end.
  Result<bool> read_some();

  int fd_;
  std::string buffer_;  // read, not yet given out
};

}  // namespace llamero
