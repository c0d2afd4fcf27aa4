#include "cli/completion_facts.h"

#include "cli/commands/commands.h"
#include "cli/parser.h"

#include <CLI/App.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace llamero {
namespace {

constexpr std::string_view kTopics = "exit-codes environment";

constexpr std::array kAskedByCommand = {AskedName{"run", "list"},
                                        AskedName{"chat", "list"},
                                        AskedName{"show", "list"},
                                        AskedName{"pull", "list"},
                                        AskedName{"load", "list"},
                                        AskedName{"stop", "list"},
                                        AskedName{"sessions show", "sessions list"},
                                        AskedName{"sessions export", "sessions list"},
                                        AskedName{"sessions rename", "sessions list"},
                                        AskedName{"sessions tag", "sessions list"},
                                        AskedName{"sessions fork", "sessions list"},
                                        AskedName{"sessions rm", "sessions list"},
                                        AskedName{"remote show", "remote list"},
                                        AskedName{"remote use", "remote list"},
                                        AskedName{"remote rename", "remote list"},
                                        AskedName{"remote rm", "remote list"},
                                        AskedName{"remote edit", "remote list"},
                                        AskedName{"remote connect", "remote list"},
                                        AskedName{"remote disconnect", "remote list"}};
template <class Table>
std::string_view lister_of(const Table& table, std::string_view where) {
  for (const AskedName& asked : table) {
    if (asked.where == where) return asked.lister;
  }
  return {};
}

}  // namespace

std::vector<CompletionFlag> flags_of(const CommandEntry& entry) {
  const Parser parser(entry);
  std::vector<CompletionFlag> flags;
  for (const CLI::Option* option : parser.app().get_options()) {
    if (option->get_lnames().empty()) continue;
    CompletionFlag flag;
    flag.name = "--" + option->get_lnames().front();
    if (!option->get_snames().empty()) flag.letter = "-" + option->get_snames().front();
    flag.help = option->get_description();
    flag.takes_value = option->get_items_expected_max() > 0 && option->get_type_size() != 0;
    flag.takes_file = option->get_type_name() == "FILE";
    // Those of an answer for programs are not for every command.
    flag.global =
        option->get_group() == "Global options" && flag.name != "--output" && flag.name != "--json";
    flags.push_back(std::move(flag));
  }
  return flags;
}

std::vector<CompletionFlag> global_flags() {
  std::vector<CompletionFlag> flags = flags_of(*all_commands().front());
  std::erase_if(flags, [](const CompletionFlag& flag) { return !flag.global; });
  return flags;
}

std::string_view lister_of_command(std::string_view command) {
  return lister_of(kAskedByCommand, command);
}

std::string_view lister_of_option(std::string_view option) {
  return lister_of(kAskedByOption, option);
}

CompletionNames names_of(const CommandEntry& entry) {
  const std::string name(entry.name);
  const std::size_t space = name.find(' ');
  if (space == std::string::npos) return {"", name, std::string(entry.alias)};
  const std::string alias(entry.alias.empty() ? "" : entry.alias.substr(space + 1));
  return {name.substr(0, space), name.substr(space + 1), alias};
}

std::vector<std::string> command_groups() {
  std::vector<std::string> found;
  for (const CommandEntry* entry : all_commands()) {
    const std::string group = names_of(*entry).group;
    if (!group.empty() && std::find(found.begin(), found.end(), group) == found.end())
      found.push_back(group);
  }
  return found;
}

std::string words_at(const std::string& group) {
  std::vector<std::string> words;
  for (const CommandEntry* entry : all_commands()) {
    const CompletionNames names = names_of(*entry);
    if (names.group != group) continue;
    words.push_back(names.word);
    if (!names.alias.empty()) words.push_back(names.alias);
  }
  if (group.empty()) {
    for (const std::string& other : command_groups()) words.push_back(other);
  }
  return fmt::format("{}", fmt::join(words, " "));
}

std::string words_of(const CommandEntry& entry) {
  if (entry.name == "completion") return "bash zsh fish";
  if (entry.name != "help") return "";
  std::string words(kTopics);
  return words + " " + words_at("");
}

std::string case_pattern(const CommandEntry& entry) {
  return entry.alias.empty() ? fmt::format("'{}'", entry.name)
                             : fmt::format("'{}'|'{}'", entry.name, entry.alias);
}

std::string quotable(std::string text) {
  for (char& c : text) {
    if (c == '\'' || c == '\\') c = ' ';
  }
  return text;
}

}  // namespace llamero
