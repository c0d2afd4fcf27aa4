// Lines as the kernel's own line editing, a pipe or a file hands them over.
#pragma once

#include "cli/chat/line_source.h"
#include "cli/command.h"

namespace llamero {

class PlainLines final : public LineSource {
 public:
  // `prompt`: before each line, on standard output; empty: none.
  PlainLines(Run run, std::string_view prompt) : run_(run), prompt_(prompt) {}

  Result<std::optional<std::string>> next(std::string_view draft) override;

 private:
  Run run_;
  std::string_view prompt_;
};

}  // namespace llamero
