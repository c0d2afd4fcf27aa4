#include "cli/completion_script.h"

#include "cli/commands/commands.h"
#include "cli/parser.h"

#include <CLI/App.hpp>
#include <fmt/format.h>

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

std::string words_of(const CommandEntry& entry) {
  if (entry.name == "completion") return "bash zsh fish";
  if (entry.name != "help") return "";
  std::string words(kTopics);
  for (const CommandEntry* other : all_commands()) words += fmt::format(" {}", other->name);
  return words;
}

std::string command_names() {
  std::string names;
  for (const CommandEntry* entry : all_commands()) {
    names += fmt::format("{}{}", names.empty() ? "" : " ", entry->name);
    if (!entry->alias.empty()) names += fmt::format(" {}", entry->alias);
  }
  return names;
}

std::string pattern(const CommandEntry& entry) {
  return entry.alias.empty() ? std::string(entry.name)
                             : fmt::format("{}|{}", entry.name, entry.alias);
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
      "# bash completion for llamero; made by `llamero completion bash`\n"
      "_llamero() {{\n"
      "  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} verb= word\n"
      "  local verbs='{}'\n"
      "  for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
      "    case \" $verbs \" in *\" $word \"*) verb=$word; break ;; esac\n"
      "  done\n"
      "  case $prev in\n",
      command_names());
  for (const Choices& choice : kChoices) {
    script +=
        fmt::format("    {}) mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$cur\"); return ;;\n",
                    choice.option, choice.values);
  }
  script +=
      "    --file|--record|--replay|--input) mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); "
      "return ;;\n  esac\n  local "
      "flags= words=\n  case $verb in\n";
  for (const CommandEntry* entry : all_commands()) {
    std::string flags;
    for (const Flag& flag : flags_of(*entry))
      flags += fmt::format("{}{}", flags.empty() ? "" : " ", flag.name);
    script +=
        fmt::format("    {}) flags='{}' words='{}' ;;\n", pattern(*entry), flags, words_of(*entry));
  }
  return script +
         "    '') flags='--help --version' words=$verbs ;;\n"
         "  esac\n"
         "  case $cur in\n"
         "    -*) mapfile -t COMPREPLY < <(compgen -W \"$flags\" -- \"$cur\") ;;\n"
         "    *) mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\") ;;\n"
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
  return fmt::format("        '*{}[{}]{}' \\\n", flag.name, help, value);
}

std::string zsh_script() {
  std::string script =
      "#compdef llamero\n# zsh completion for llamero; made by `llamero completion zsh`\n"
      "_llamero() {\n  local -a verbs\n  verbs=(\n";
  for (const CommandEntry* entry : all_commands()) {
    script += fmt::format("    '{}:{}'\n", entry->name, quotable(std::string(entry->summary)));
  }
  script +=
      "  )\n  if (( CURRENT == 2 )); then\n    _describe command verbs\n    return\n  fi\n  case "
      "$words[2] in\n";
  for (const CommandEntry* entry : all_commands()) {
    script += fmt::format("    {})\n      _arguments -S \\\n", pattern(*entry));
    for (const Flag& flag : flags_of(*entry)) script += zsh_flag(flag);
    const std::string words = words_of(*entry);
    script += fmt::format("        '*:argument:{}' ;;\n",
                          words.empty() ? "" : fmt::format("({})", words));
  }
  return script + "  esac\n}\n_llamero \"$@\"\n";
}

std::string fish_script() {
  std::string script =
      "# fish completion for llamero; made by `llamero completion fish`\n"
      "complete -c llamero -f\n";
  const std::string none = "__fish_use_subcommand";
  for (const CommandEntry* entry : all_commands()) {
    script += fmt::format("complete -c llamero -n {} -a {} -d '{}'\n", none, entry->name,
                          quotable(std::string(entry->summary)));
  }
  for (const CommandEntry* entry : all_commands()) {
    const std::string names = entry->alias.empty()
                                  ? std::string(entry->name)
                                  : fmt::format("{} {}", entry->name, entry->alias);
    const std::string seen = fmt::format("'__fish_seen_subcommand_from {}'", names);
    const std::string words = words_of(*entry);
    if (!words.empty()) script += fmt::format("complete -c llamero -n {} -a '{}'\n", seen, words);
    for (const Flag& flag : flags_of(*entry)) {
      std::string line = fmt::format("complete -c llamero -n {} -l {} -d '{}'", seen,
                                     flag.name.substr(2), quotable(flag.help));
      if (!flag.letter.empty()) line += " -s " + flag.letter.substr(1);
      if (flag.takes_value) line += flag.takes_file ? " -r -F" : " -x";
      for (const Choices& choice : kChoices) {
        if (choice.option == flag.name) line += fmt::format(" -a '{}'", choice.values);
      }
      script += line + "\n";
    }
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
