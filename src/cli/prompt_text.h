// Text that people hand in: arguments, standard input, files. Checked before anything is sent.
#pragma once

#include "cli/command.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// A prompt has no use for more, and a mistyped path may name a disk image.
inline constexpr std::size_t kMaxTextInput = 16 * 1024 * 1024;

// `text` without a leading byte-order mark. Errors: Errc::usage with the byte offset of the first
// byte that is NUL or no valid UTF-8; `lossy` replaces such bytes by U+FFFD instead.
[[nodiscard]] Result<std::string> checked_text(std::string_view text, std::string_view source,
                                               bool lossy);

// A file as text. Errors: also those of FileSystem::read.
[[nodiscard]] Result<std::string> read_text_file(const std::string& path, bool lossy, Run run);

// The content of a file as it stands at the end of a prompt.
[[nodiscard]] std::string under_its_name(std::string_view path, std::string_view content);

struct PromptParts {
  std::vector<std::string> words;  // the arguments
  std::vector<std::string> files;  // --file
  bool read_stdin = true;
  bool lossy = false;
};

// Standard input first, then the arguments, joined by one space as the official client does, then
// each file under a line that names it. May be empty. Standard input is left alone when it is a
// terminal, and when it is a file that a loop around this command is reading.
[[nodiscard]] Result<std::string> read_prompt(const PromptParts& parts, Run run);

}  // namespace llamero
