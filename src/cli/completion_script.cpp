#include "cli/completion_script.h"

#include "cli/commands/commands.h"
#include "cli/parser.h"

#include <CLI/App.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace llamero {
namespace {

constexpr std::string_view kTopics = "exit-codes environment";

struct Flag {
  std::string name;    // "--host"
  std::string letter;  // "-q" or empty
  std::string help;
  bool takes_value = false;
  bool takes_file = false;
};

std::vector<Flag> flags_of(const CommandEntry& entry) {
  const Parser parser(entry);
  std::vector<Flag> flags;
  for (const CLI::Option* option : parser.app().get_options()) {
    if (option->get_lnames().empty()) continue;
    Flag flag;
    flag.name = "--" + option->get_lnames().front();
    if (!option->get_snames().empty()) flag.letter = "-" + option->get_snames().front();
    flag.help = option->get_description();
    flag.takes_value = option->get_items_expected_max() > 0 && option->get_type_size() != 0;
    flag.takes_file = option->get_type_name() == "FILE";
    flags.push_back(std::move(flag));
  }
  return flags;
}

// Values of options that have a fixed set, and the words of commands that do.
struct Choices {
  std::string_view option;
  std::string_view values;
};
constexpr std::array kChoices = {Choices{"--output", "text json"},
                                 Choices{"--color", "auto always never"},
                                 Choices{"--format", "json"}, Choices{"--record-bodies", "on off"},
                                 Choices{"--replay-speed", "original max"}};

// Where a name is wanted that only the server or the disk can tell, and the command that lists such
// names.
struct Asked {
  std::string_view where;
  std::string_view lister;
};
constexpr std::array kAskedByCommand = {Asked{"run", "list"},
                                        Asked{"chat", "list"},
                                        Asked{"show", "list"},
                                        Asked{"pull", "list"},
                                        Asked{"load", "list"},
                                        Asked{"stop", "list"},
                                        Asked{"sessions show", "sessions list"},
                                        Asked{"sessions export", "sessions list"},
                                        Asked{"sessions rename", "sessions list"},
                                        Asked{"sessions tag", "sessions list"},
                                        Asked{"sessions fork", "sessions list"},
                                        Asked{"sessions rm", "sessions list"},
                                        Asked{"remote show", "remote list"},
                                        Asked{"remote use", "remote list"},
                                        Asked{"remote rename", "remote list"},
                                        Asked{"remote rm", "remote list"},
                                        Asked{"remote edit", "remote list"},
                                        Asked{"remote connect", "remote list"},
                                        Asked{"remote disconnect", "remote list"}};
constexpr std::array kAskedByOption = {Asked{"--remote", "remote list"},
                                       Asked{"--session", "sessions list"}};

template <class Table>
std::string_view lister_of(const Table& table, std::string_view where) {
  for (const Asked& asked : table) {
    if (asked.where == where) return asked.lister;
  }
  return {};
}

// The end of the function that asks, the same in all shells. A server that is slow must not hold up
// the shell.
constexpr std::string_view kAsk =
    " --json --quiet --retries 0 --deadline 2s 2>/dev/null </dev/null |\n"
    "    grep -o '\"name\": *\"[^\"]*\"' | cut -d '\"' -f 4";

constexpr std::string_view kBashNames =
    "# Names as the command lists them, of the server that the line names.\n"
    "_llamero_names() {\n"
    "  local i\n"
    "  local -a server=()\n"
    "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "    case ${COMP_WORDS[i]} in\n"
    "      --remote | --config) server+=(\"${COMP_WORDS[i]}\" \"${COMP_WORDS[i + 1]}\") ;;\n"
    "    esac\n"
    "  done\n"
    "  llamero \"$@\" \"${server[@]}\"";

constexpr std::string_view kZshNames =
    "# Names as the command lists them, of the server that the line names.\n"
    "_llamero_names() {\n"
    "  local i\n"
    "  local -a names server\n"
    "  for ((i = 2; i < CURRENT; i++)); do\n"
    "    [[ $words[i] == --(remote|config) ]] && server+=($words[i] $words[i+1])\n"
    "  done\n"
    "  names=(${(f)\"$(llamero $@ $server";

constexpr std::string_view kFishNames =
    "# Names as the command lists them, of the server that the line names.\n"
    "function __llamero_names\n"
    "  set -l server\n"
    "  set -l words (commandline -opc)\n"
    "  for i in (seq 2 (count $words))\n"
    "    if contains -- $words[$i] --remote --config\n"
    "      set -a server $words[$i] $words[(math $i + 1)]\n"
    "    end\n"
    "  end\n"
    "  llamero $argv $server";

struct Names {
  std::string group;  // "remote" of "remote add"; empty: a command of one word
  std::string word;
  std::string alias;
};

Names names_of(const CommandEntry& entry) {
  const std::string name(entry.name);
  const std::size_t space = name.find(' ');
  if (space == std::string::npos) return {"", name, std::string(entry.alias)};
  const std::string alias(entry.alias.empty() ? "" : entry.alias.substr(space + 1));
  return {name.substr(0, space), name.substr(space + 1), alias};
}

std::vector<std::string> groups() {
  std::vector<std::string> found;
  for (const CommandEntry* entry : all_commands()) {
    const std::string group = names_of(*entry).group;
    if (!group.empty() && std::find(found.begin(), found.end(), group) == found.end())
      found.push_back(group);
  }
  return found;
}

std::string joined(const std::vector<std::string>& words, std::string_view mark) {
  return fmt::format("{}", fmt::join(words, mark));
}

// The words of one level: all first words, or the second words of a group.
std::string words_at(const std::string& group) {
  std::vector<std::string> words;
  for (const CommandEntry* entry : all_commands()) {
    const Names names = names_of(*entry);
    if (names.group != group) continue;
    words.push_back(names.word);
    if (!names.alias.empty()) words.push_back(names.alias);
  }
  if (group.empty()) {
    for (const std::string& other : groups()) words.push_back(other);
  }
  return joined(words, " ");
}

std::string words_of(const CommandEntry& entry) {
  if (entry.name == "completion") return "bash zsh fish";
  if (entry.name != "help") return "";
  std::string words(kTopics);
  return words + " " + words_at("");
}

std::string pattern(const CommandEntry& entry) {
  return entry.alias.empty() ? fmt::format("'{}'", entry.name)
                             : fmt::format("'{}'|'{}'", entry.name, entry.alias);
}

// Inside single quotes, for sh, zsh and fish alike: no quote, no backslash.
std::string quotable(std::string text) {
  for (char& c : text) {
    if (c == '\'' || c == '\\') c = ' ';
  }
  return text;
}

std::string bash_script() {
  std::string script = fmt::format(
      "# bash completion for llamero; made by `llamero completion bash`\n{}{}\n}}\n"
      "_llamero() {{\n"
      "  # bash ends a word at each colon, and names of models have them.\n"
      "  local whole=${{COMP_LINE:0:COMP_POINT}} before=\n"
      "  whole=${{whole##*[[:space:]]}}\n"
      "  [[ $COMP_WORDBREAKS != *:* ]] || before=${{whole%\"${{whole##*:}}\"}}\n"
      "  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} verb= word\n"
      "  local verbs='{}'\n"
      "  for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
      "    case $word in -*) continue ;; esac\n"
      "    case $verb in\n"
      "      '') case \" $verbs \" in *\" $word \"*) verb=$word ;; esac ;;\n"
      "      {}) verb=\"$verb $word\"; break ;;\n"
      "      *) break ;;\n"
      "    esac\n"
      "  done\n"
      "  case $prev in\n",
      kBashNames, kAsk, words_at(""), joined(groups(), "|"));
  for (const Choices& choice : kChoices) {
    script +=
        fmt::format("    {}) mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$cur\"); return ;;\n",
                    choice.option, choice.values);
  }
  for (const Asked& asked : kAskedByOption) {
    script += fmt::format(
        "    {}) mapfile -t COMPREPLY < <(compgen -W \"$(_llamero_names {})\" -- \"$cur\"); return "
        ";;\n",
        asked.where, asked.lister);
  }
  script +=
      "    --file|--record|--replay|--input) mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); "
      "return ;;\n  esac\n  local "
      "flags= words= lister=\n  case $verb in\n";
  for (const CommandEntry* entry : all_commands()) {
    std::string flags;
    for (const Flag& flag : flags_of(*entry))
      flags += fmt::format("{}{}", flags.empty() ? "" : " ", flag.name);
    const std::string_view lister = lister_of(kAskedByCommand, entry->name);
    script +=
        fmt::format("    {}) flags='{}' words='{}' {};;\n", pattern(*entry), flags,
                    words_of(*entry), lister.empty() ? "" : fmt::format("lister='{}' ", lister));
  }
  for (const std::string& group : groups())
    script += fmt::format("    {}) flags='--help' words='{}' ;;\n", group, words_at(group));
  return script +
         "    '') flags='--help --version' words=$verbs ;;\n"
         "  esac\n"
         "  case $cur in\n"
         "    -*) mapfile -t COMPREPLY < <(compgen -W \"$flags\" -- \"$cur\") ;;\n"
         "    *)\n"
         "      # shellcheck disable=SC2086 # a command of one or two words\n"
         "      [[ -z $lister ]] || words=$(_llamero_names $lister)\n"
         "      mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$whole\")\n"
         "      COMPREPLY=(\"${COMPREPLY[@]#\"$before\"}\")\n"
         "      ;;\n"
         "  esac\n"
         "}\n"
         "complete -F _llamero llamero\n";
}

std::string zsh_flag(const Flag& flag) {
  std::string help;
  for (const char c : quotable(flag.help)) help += c == '[' || c == ']' || c == ':' ? ' ' : c;
  std::string value;
  if (flag.takes_value) value = flag.takes_file ? ":file:_files" : ":value:";
  for (const Choices& choice : kChoices) {
    if (choice.option == flag.name) value = fmt::format(":value:({})", choice.values);
  }
  const std::string_view lister = lister_of(kAskedByOption, flag.name);
  if (!lister.empty()) value = fmt::format(":name:{{_llamero_names {}}}", lister);
  return fmt::format("        '*{}[{}]{}' \\\n", flag.name, help, value);
}

// "'word:summary'" lines of one level.
std::string zsh_words(const std::string& group) {
  std::string lines;
  for (const CommandEntry* entry : all_commands()) {
    const Names names = names_of(*entry);
    if (names.group == group)
      lines += fmt::format("    '{}:{}'\n", names.word, quotable(std::string(entry->summary)));
  }
  return lines;
}

std::string zsh_script() {
  std::string script =
      "#compdef llamero\n# zsh completion for llamero; made by `llamero completion zsh`\n" +
      std::string(kZshNames) + std::string(kAsk) +
      ")\"})\n  compadd -a names\n}\n"
      "_llamero() {\n  local verb=$words[2]\n  local -a verbs\n  verbs=(\n" +
      zsh_words("");
  for (const std::string& group : groups())
    script += fmt::format("    '{}:Commands for {}'\n", group, group);
  script += "  )\n  if (( CURRENT == 2 )); then\n    _describe command verbs\n    return\n  fi\n";
  for (const std::string& group : groups()) {
    script += fmt::format(
        "  if [[ $verb == {} ]]; then\n    verbs=(\n{}    )\n    if (( CURRENT == 3 )); then\n"
        "      _describe command verbs\n      return\n    fi\n    verb=\"$verb $words[3]\"\n  fi\n",
        group, zsh_words(group));
  }
  script += "  case $verb in\n";
  for (const CommandEntry* entry : all_commands()) {
    script += fmt::format("    {})\n      _arguments -S \\\n", pattern(*entry));
    for (const Flag& flag : flags_of(*entry)) script += zsh_flag(flag);
    const std::string words = words_of(*entry);
    const std::string_view lister = lister_of(kAskedByCommand, entry->name);
    std::string values = words.empty() ? "" : fmt::format("({})", words);
    if (!lister.empty()) values = fmt::format("{{_llamero_names {}}}", lister);
    script += fmt::format("        '*:argument:{}' ;;\n", values);
  }
  return script + "  esac\n}\n_llamero \"$@\"\n";
}

// When the words that were typed so far are those of this command.
std::string fish_condition(const CommandEntry& entry) {
  const Names names = names_of(entry);
  const std::string words = names.alias.empty() ? names.word : names.word + " " + names.alias;
  const std::string seen = "__fish_seen_subcommand_from ";
  return names.group.empty()
             ? fmt::format("'not {0}{1}; and {0}{2}'", seen, joined(groups(), " "), words)
             : fmt::format("'{0}{1}; and {0}{2}'", seen, names.group, words);
}

std::string fish_flag(const std::string& condition, const Flag& flag) {
  std::string line = fmt::format("complete -c llamero -n {} -l {} -d '{}'", condition,
                                 flag.name.substr(2), quotable(flag.help));
  if (!flag.letter.empty()) line += " -s " + flag.letter.substr(1);
  if (flag.takes_value) line += flag.takes_file ? " -r -F" : " -x";
  for (const Choices& choice : kChoices) {
    if (choice.option == flag.name) line += fmt::format(" -a '{}'", choice.values);
  }
  const std::string_view lister = lister_of(kAskedByOption, flag.name);
  if (!lister.empty()) line += fmt::format(" -a '(__llamero_names {})'", lister);
  return line + "\n";
}

std::string fish_script() {
  std::string script = "# fish completion for llamero; made by `llamero completion fish`\n" +
                       std::string(kFishNames) + std::string(kAsk) +
                       "\nend\ncomplete -c llamero -f\n";
  for (const std::string& group : groups()) {
    script += fmt::format(
        "complete -c llamero -n __fish_use_subcommand -a {} -d 'Commands for {}'\n", group, group);
  }
  for (const CommandEntry* entry : all_commands()) {
    const Names names = names_of(*entry);
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
    const std::string_view lister = lister_of(kAskedByCommand, entry->name);
    if (!lister.empty())
      script +=
          fmt::format("complete -c llamero -n {} -a '(__llamero_names {})'\n", condition, lister);
    for (const Flag& flag : flags_of(*entry)) script += fish_flag(condition, flag);
  }
  return script;
}

}  // namespace

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return bash_script();
  if (shell == "zsh") return zsh_script();
  return fish_script();
}

}  // namespace llamero
