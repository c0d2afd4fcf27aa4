#include "cli/commands/commands.h"
#include "cli/completion_facts.h"

#include <fmt/format.h>

namespace llamero {
namespace {

constexpr std::string_view kFishNames =
    "# Names as the command lists them, of the server that the line names.\n"
    "function __llamero_names\n"
    "  set -l server\n"
    "  set -l words (commandline -opc)\n"
    "  for i in (seq 2 (count $words))\n"
    "    if contains -- $words[$i] --remote --config; and test $i -lt (count $words)\n"
    "      set -a server $words[$i] $words[(math $i + 1)]\n"
    "    end\n"
    "  end\n"
    "  llamero $argv $server";

// When the words that were typed so far are those of this command.
std::string fish_condition(const CommandEntry& entry) {
  const CompletionNames names = names_of(entry);
  const std::string words = names.alias.empty() ? names.word : names.word + " " + names.alias;
  const std::string seen = "__fish_seen_subcommand_from ";
  return names.group.empty()
             ? fmt::format("'not {0}{1}; and {0}{2}'", seen,
                           fmt::format("{}", fmt::join(command_groups(), " ")), words)
             : fmt::format("'{0}{1}; and {0}{2}'", seen, names.group, words);
}

std::string fish_flag(const std::string& condition, const CompletionFlag& flag) {
  std::string line = "complete -c llamero";
  if (!condition.empty()) line += " -n " + condition;
  line += fmt::format(" -l {} -d '{}'", flag.name.substr(2), quotable(flag.help));
  if (!flag.letter.empty()) line += " -s " + flag.letter.substr(1);
  if (flag.takes_value) line += flag.takes_file ? " -r -F" : " -x";
  for (const CompletionChoices& choice : kCompletionChoices) {
    if (choice.option == flag.name) line += fmt::format(" -a '{}'", choice.values);
  }
  const std::string_view lister = lister_of_option(flag.name);
  if (!lister.empty()) line += fmt::format(" -a '(__llamero_names {})'", lister);
  return line + "\n";
}

}  // namespace

std::string fish_completion() {
  std::string script = "# fish completion for llamero; made by `llamero completion fish`\n" +
                       std::string(kFishNames) + std::string(kAskForNames) +
                       "\nend\ncomplete -c llamero -f\n";
  for (const CompletionFlag& flag : global_flags()) script += fish_flag("", flag);
  for (const std::string& group : command_groups()) {
    script += fmt::format(
        "complete -c llamero -n __fish_use_subcommand -a {} -d 'Commands for {}'\n", group, group);
  }
  for (const CommandEntry* entry : all_commands()) {
    const CompletionNames names = names_of(*entry);
    const std::string open =
        names.group.empty()
            ? "__fish_use_subcommand"
            : fmt::format(
                  "'__fish_seen_subcommand_from {}; and not __fish_seen_subcommand_from {}'",
                  names.group, words_at(names.group));
    script += fmt::format("complete -c llamero -n {} -a {} -d '{}'\n", open, names.word,
                          quotable(std::string(entry->summary)));
  }
  for (const CommandEntry* entry : all_commands()) {
    const std::string condition = fish_condition(*entry);
    const std::string words = words_of(*entry);
    if (!words.empty())
      script += fmt::format("complete -c llamero -n {} -a '{}'\n", condition, words);
    const std::string_view lister = lister_of_command(entry->name);
    if (!lister.empty())
      script +=
          fmt::format("complete -c llamero -n {} -a '(__llamero_names {})'\n", condition, lister);
    for (const CompletionFlag& flag : flags_of(*entry)) {
      if (!flag.global) script += fish_flag(condition, flag);
    }
  }
  return script;
}

}  // namespace llamero
