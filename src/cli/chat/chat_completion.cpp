#include "cli/chat/chat_completion.h"

#include "api/model_options.h"
#include "base/trim.h"
#include "cli/chat/slash_command.h"

#include <array>
#include <utility>

namespace llamero {
namespace {

// The fixed words that may follow what was typed, `behind` after each of them.
struct FixedWords {
  std::string_view line;
  std::vector<std::string_view> words;
  std::string_view behind;
};

const std::vector<FixedWords>& fixed_words() {
  static const std::vector<FixedWords> kWords = {
      {"/set",
       {"format json", "noformat", "nothink", "parameter", "quiet", "system", "think", "verbose"},
       " "},
      {"/show", {"info", "license", "modelfile", "parameters", "system", "template"}, ""},
      {"/thinking", {"hide", "last", "show"}, ""},
      {"/copy", {"code"}, " "}};
  return kWords;
}

constexpr std::array<std::string_view, 3> kTakesPath = {"/export ", "/file ", "/image "};

template <class Words>
void offer(const Words& words, std::string_view typed, std::string_view behind,
           std::vector<Candidate>& candidates) {
  for (const auto& word : words) {
    const std::string_view text = word;
    if (text.starts_with(typed))
      candidates.push_back({std::string(text) + std::string(behind), std::string(text)});
  }
}

// The rest of the line is the path, blanks and all.
bool offer_paths(const ChatNames& names, std::string_view before, Completions& completion) {
  for (const std::string_view command : kTakesPath) {
    if (!before.starts_with(command)) continue;
    completion.begin = command.size();
    const std::string_view typed = before.substr(command.size());
    offer(names.paths(typed), typed, "", completion.candidates);
    return true;
  }
  return false;
}

// `line` is the command and the words before the one that is typed.
void offer_names(const ChatNames& names, std::string_view line, std::string_view typed,
                 std::vector<Candidate>& candidates) {
  if (line == "/model" || line == "/load") offer(names.models(), typed, "", candidates);
  if (line == "/load") offer(names.sessions(), typed, "", candidates);
  if (line == "/remote") offer(names.remotes(), typed, "", candidates);
}

}  // namespace

Completer chat_completer(ChatNames names) {
  return [names = std::move(names)](std::string_view text, std::size_t cursor) {
    Completions completion{cursor, cursor, {}};
    const std::string_view before = text.substr(0, cursor);
    if (!before.starts_with('/') || before.find('\n') != std::string_view::npos) return completion;
    if (offer_paths(names, before, completion)) return completion;
    const std::size_t blank = before.find_last_of(" \t");
    completion.begin = blank == std::string_view::npos ? 0 : blank + 1;
    const std::string_view typed = before.substr(completion.begin);
    const std::string_view line = trimmed(before.substr(0, completion.begin));
    auto& candidates = completion.candidates;
    if (completion.begin == 0) offer(slash_command_names(), typed, " ", candidates);
    if (line == "/set parameter") offer(model_option_names(), typed, " ", candidates);
    for (const FixedWords& fixed : fixed_words()) {
      if (line == fixed.line) offer(fixed.words, typed, fixed.behind, candidates);
    }
    offer_names(names, line, typed, candidates);
    return completion;
  };
}

}  // namespace llamero
