// Where the lines of a chat come from.
#pragma once

#include "llamero/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace llamero {

// Before each line that a person is asked for.
inline constexpr std::string_view kChatPrompt = ">>> ";

class LineSource {
 public:
  virtual ~LineSource() = default;

  // The next input, of one or more lines; nullopt at the end. It begins with `draft`, for a person
  // to change, or to delete. Errors: Errc::interrupted, with SIGINT where a person gave up what was
  // typed; those of the terminal.
  virtual Result<std::optional<std::string>> next(std::string_view draft) = 0;
};

}  // namespace llamero
