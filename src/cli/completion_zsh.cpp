#include "cli/commands/commands.h"
#include "cli/completion_facts.h"

#include <fmt/format.h>

namespace llamero {
namespace {

constexpr std::string_view kZshNames =
    "# Names as the command lists them, of the server that the line names.\n"
    "_llamero_names() {\n"
    "  local i\n"
    "  local -a names server\n"
    "  for ((i = 2; i < CURRENT; i++)); do\n"
    "    [[ $words[i] == --(remote|config) ]] && server+=($words[i] $words[i+1])\n"
    "  done\n"
    "  names=(${(f)\"$(llamero $@ $server";

std::string zsh_flag(const CompletionFlag& flag) {
  std::string help;
  for (const char c : quotable(flag.help)) help += c == '[' || c == ']' || c == ':' ? ' ' : c;
  std::string value;
  if (flag.takes_value) value = flag.takes_file ? ":file:_files" : ":value:";
  for (const CompletionChoices& choice : kCompletionChoices) {
    if (choice.option == flag.name) value = fmt::format(":value:({})", choice.values);
  }
  const std::string_view lister = lister_of_option(flag.name);
  if (!lister.empty()) value = fmt::format(":name:{{_llamero_names {}}}", lister);
  return fmt::format("        '*{}[{}]{}' \\\n", flag.name, help, value);
}

// "'word:summary'" lines of one level.
std::string zsh_words(const std::string& group) {
  std::string lines;
  for (const CommandEntry* entry : all_commands()) {
    const CompletionNames names = names_of(*entry);
    if (names.group == group)
      lines += fmt::format("    '{}:{}'\n", names.word, quotable(std::string(entry->summary)));
  }
  return lines;
}

// Finds the word of the command, and completes what stands before it.
std::string zsh_before_the_verb() {
  std::string valued;
  std::string flags;
  for (const CompletionFlag& flag : global_flags()) {
    flags += zsh_flag(flag);
    if (flag.takes_value) valued += (valued.empty() ? "" : "|") + flag.name.substr(2);
  }
  std::string script = fmt::format(
      "  local -i at=2\n  local -a verbs\n"
      "  while (( at < CURRENT )) && [[ $words[at] == -* ]]; do\n"
      "    [[ $words[at] == --({}) ]] && (( at++ ))\n    (( at++ ))\n  done\n  verbs=(\n{}",
      valued, zsh_words(""));
  for (const std::string& group : command_groups())
    script += fmt::format("    '{}:Commands for {}'\n", group, group);
  return script + "  )\n  if (( CURRENT <= at )); then\n    _arguments -S \\\n" + flags +
         "        '*:command:{_describe command verbs}'\n    return\n  fi\n";
}

}  // namespace

std::string zsh_completion() {
  std::string script =
      "#compdef llamero\n# zsh completion for llamero; made by `llamero completion zsh`\n" +
      std::string(kZshNames) + std::string(kAskForNames) + ")\"})\n  compadd -a names\n}\n" +
      "_llamero() {\n" + zsh_before_the_verb() + "  local verb=$words[at]\n";
  for (const std::string& group : command_groups()) {
    script += fmt::format(
        "  if [[ $verb == {} ]]; then\n    verbs=(\n{}    )\n"
        "    if (( CURRENT == at + 1 )); then\n      _describe command verbs\n      return\n    "
        "fi\n"
        "    verb=\"$verb $words[at+1]\"\n  fi\n",
        group, zsh_words(group));
  }
  script += "  case $verb in\n";
  for (const CommandEntry* entry : all_commands()) {
    script += fmt::format("    {})\n      _arguments -S \\\n", case_pattern(*entry));
    for (const CompletionFlag& flag : flags_of(*entry)) script += zsh_flag(flag);
    const std::string words = words_of(*entry);
    const std::string_view lister = lister_of_command(entry->name);
    std::string values = words.empty() ? "" : fmt::format("({})", words);
    if (!lister.empty()) values = fmt::format("{{_llamero_names {}}}", lister);
    script += fmt::format("        '*:argument:{}' ;;\n", values);
  }
  return script + "  esac\n}\n_llamero \"$@\"\n";
}

}  // namespace llamero
