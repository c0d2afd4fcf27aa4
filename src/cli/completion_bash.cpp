#include "cli/commands/commands.h"
#include "cli/completion_facts.h"

#include <fmt/format.h>

namespace llamero {
namespace {

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

}  // namespace

std::string bash_completion() {
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
      kBashNames, kAskForNames, words_at(""), fmt::format("{}", fmt::join(command_groups(), "|")));
  for (const CompletionChoices& choice : kCompletionChoices) {
    script +=
        fmt::format("    {}) mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$cur\"); return ;;\n",
                    choice.option, choice.values);
  }
  for (const AskedName& asked : kAskedByOption) {
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
    for (const CompletionFlag& flag : flags_of(*entry))
      flags += fmt::format("{}{}", flags.empty() ? "" : " ", flag.name);
    const std::string_view lister = lister_of_command(entry->name);
    script +=
        fmt::format("    {}) flags='{}' words='{}' {};;\n", case_pattern(*entry), flags,
                    words_of(*entry), lister.empty() ? "" : fmt::format("lister='{}' ", lister));
  }
  for (const std::string& group : command_groups())
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

}  // namespace llamero
