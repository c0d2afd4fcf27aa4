// What the completion scripts of all shells are made from: the commands, their options and values.
#pragma once

#include "cli/command.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

struct CompletionFlag {
  std::string name;    // "--host"
  std::string letter;  // "-q" or empty
  std::string help;
  bool takes_value = false;
  bool takes_file = false;
  bool global = false;  // every command takes it, before and after its name
};

[[nodiscard]] std::vector<CompletionFlag> flags_of(const CommandEntry& entry);
[[nodiscard]] std::vector<CompletionFlag> global_flags();

// Values of options that have a fixed set, and the words of commands that do.
struct CompletionChoices {
  std::string_view option;
  std::string_view values;
};
inline constexpr std::array kCompletionChoices = {
    CompletionChoices{"--output", "text json"}, CompletionChoices{"--color", "auto always never"},
    CompletionChoices{"--format", "json"}, CompletionChoices{"--record-bodies", "on off"},
    CompletionChoices{"--replay-speed", "original max"}};

// A place where a name is wanted that only the server or the disk can tell, and the command that
// lists such names.
struct AskedName {
  std::string_view where;
  std::string_view lister;
};
inline constexpr std::array kAskedByOption = {AskedName{"--remote", "remote list"},
                                              AskedName{"--session", "sessions list"}};

// Empty: no name is wanted there.
[[nodiscard]] std::string_view lister_of_command(std::string_view command);
[[nodiscard]] std::string_view lister_of_option(std::string_view option);

// The end of the function that asks, the same in all shells. A server that is slow must not hold up
// the shell.
inline constexpr std::string_view kAskForNames =
    " --json --quiet --retries 0 --deadline 2s 2>/dev/null </dev/null |\n"
    "    grep -o '\"name\": *\"[^\"]*\"' | cut -d '\"' -f 4";

struct CompletionNames {
  std::string group;  // "remote" of "remote add"; empty: a command of one word
  std::string word;
  std::string alias;
};

[[nodiscard]] CompletionNames names_of(const CommandEntry& entry);

// The first words of commands of two.
[[nodiscard]] std::vector<std::string> command_groups();
// The words of one level: all first words, or the second words of a group.
[[nodiscard]] std::string words_at(const std::string& group);
// Fixed words that a command takes, or none.
[[nodiscard]] std::string words_of(const CommandEntry& entry);

// Its names as a pattern of `case`, for bash and zsh.
[[nodiscard]] std::string case_pattern(const CommandEntry& entry);
// Inside single quotes, for sh, zsh and fish alike: no quote, no backslash.
[[nodiscard]] std::string quotable(std::string text);

// In completion_bash.cpp, completion_zsh.cpp and completion_fish.cpp.
[[nodiscard]] std::string bash_completion();
[[nodiscard]] std::string zsh_completion();
[[nodiscard]] std::string fish_completion();

}  // namespace llamero
