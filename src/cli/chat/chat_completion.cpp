#include "cli/chat/chat_completion.h"

#include "api/model_options.h"
#include "base/trim.h"
#include "cli/chat/slash_command.h"

#include <algorithm>
#include <array>

namespace llamero {
namespace {

constexpr std::array<std::string_view, 8> kSettings = {
    "format json", "noformat", "nothink", "parameter", "quiet", "system", "think", "verbose"};
constexpr std::array<std::string_view, 6> kParts = {"info",       "license", "modelfile",
                                                    "parameters", "system",  "template"};
constexpr std::array<std::string_view, 2> kThinking = {"hide", "show"};

template <class Words>
void offer(const Words& words, std::string_view typed, std::string_view behind,
           std::vector<Candidate>& candidates) {
  for (const auto& word : words) {
    const std::string_view text = word;
    if (text.starts_with(typed))
      candidates.push_back({std::string(text) + std::string(behind), std::string(text)});
  }
}

}  // namespace

Completer chat_completer(std::function<std::vector<std::string>()> models) {
  return [models = std::move(models)](std::string_view text, std::size_t cursor) {
    Completions completion{cursor, cursor, {}};
    const std::string_view before = text.substr(0, cursor);
    if (!before.starts_with('/')) return completion;
    const std::size_t blank = before.find_last_of(" \t\n");
    completion.begin = blank == std::string_view::npos ? 0 : blank + 1;
    const std::string_view typed = before.substr(completion.begin);
    const std::string_view first = before.substr(0, before.find_first_of(" \t\n"));
    const std::string_view line = trimmed(before.substr(0, completion.begin));
    auto& candidates = completion.candidates;
    if (completion.begin == 0) {
      offer(slash_command_names(), typed, " ", candidates);
    } else if (line == "/set") {
      offer(kSettings, typed, " ", candidates);
    } else if (line == "/set parameter") {
      offer(model_option_names(), typed, " ", candidates);
    } else if (line == "/show") {
      offer(kParts, typed, "", candidates);
    } else if (line == "/thinking") {
      offer(kThinking, typed, "", candidates);
    } else if (line == first && (first == "/model" || first == "/load")) {
      offer(models(), typed, "", candidates);
    }
    return completion;
  };
}

}  // namespace llamero
