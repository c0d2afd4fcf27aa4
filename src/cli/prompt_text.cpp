#include "cli/prompt_text.h"

#include "base/utf8.h"
#include "cli/message.h"

#include <algorithm>

namespace llamero {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

Error bad_byte(std::string_view source, std::size_t offset, std::string_view what) {
  return {Errc::usage,
          std::string(source) + ": " + std::string(what) + " at byte " + std::to_string(offset),
          "--lossy replaces what is not text"};
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

Result<std::string> read_stdin(const PromptParts& parts, Run run) {
  if (!parts.read_stdin || run.services.tty.stdin_tty) return std::string();
  if (!parts.words.empty() && run.services.in.shared_with_a_reader()) {
    say_note(run.services.err, run.settings,
             "standard input is a file that a loop around this command seems to read; it was left "
             "alone (-n says so)");
    return std::string();
  }
  const auto on_slow = [&] {
    if (parts.words.empty()) return;
    say_note(run.services.err, run.settings,
             "waiting for standard input to end; -n does without it");
  };
  auto text = run.services.in.read_all(kMaxTextInput, run.interrupts, on_slow);
  if (!text) return text;
  return checked_text(*text, "standard input", parts.lossy);
}

Result<std::string> read_files(const PromptParts& parts, Run run) {
  std::string text;
  for (const std::string& path : parts.files) {
    auto content = read_text_file(path, parts.lossy, run);
    if (!content) return content;
    text += under_its_name(path, *content);
  }
  return text;
}

}  // namespace

Result<std::string> checked_text(std::string_view text, std::string_view source, bool lossy) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (lossy) {
    std::string replaced = replace_invalid_utf8(text);
    for (std::size_t nul = 0; (nul = replaced.find('\0', nul)) != std::string::npos;)
      replaced.replace(nul, 1, "\xef\xbf\xbd");
    return replaced;
  }
  const std::size_t nul = text.find('\0');
  const std::size_t invalid = find_invalid_utf8(text);
  if (nul != std::string_view::npos && nul < invalid)
    return Unexpected(bad_byte(source, nul, "a NUL byte"));
  if (invalid != std::string_view::npos)
    return Unexpected(bad_byte(source, invalid, "invalid UTF-8"));
  return std::string(text);
}

Result<std::string> read_text_file(const std::string& path, bool lossy, Run run) {
  auto content = run.services.files.read(path, kMaxTextInput, run.interrupts);
  if (!content) return content;
  return checked_text(*content, path, lossy);
}

std::string under_its_name(std::string_view path, std::string_view content) {
  return "\n\nFile " + std::string(path) + ":\n" + std::string(content);
}

Result<std::string> read_prompt(const PromptParts& parts, Run run) {
  // What can be judged at once is judged before somebody waits for standard input.
  auto arguments = checked_text(join(parts.words), "the prompt", parts.lossy);
  if (!arguments) return arguments;
  auto files = read_files(parts, run);
  if (!files) return files;
  auto input = read_stdin(parts, run);
  if (!input) return input;
  std::string text = *std::move(input);
  if (!text.empty() && !arguments->empty()) text += ' ';
  return text + *arguments + *files;
}

}  // namespace llamero
