#include "cli/help.h"

#include "cli/commands/commands.h"
#include "cli/environment.h"
#include "cli/parser.h"

#include <CLI/App.hpp>
#include <fmt/format.h>

#include <vector>

namespace llamero {
namespace {

std::string option_name(const CLI::Option& option) {
  std::string name;
  for (const std::string& letter : option.get_snames()) name += "-" + letter + ", ";
  if (name.empty()) name = "    ";
  for (const std::string& word : option.get_lnames()) name += "--" + word;
  if (option.get_items_expected_max() > 0 && option.get_type_size() != 0) {
    const std::string type = option.get_type_name();  // with the validator's text behind a colon
    name += " " + type.substr(0, type.find(':'));
  }
  return name;
}

std::string option_line(const CLI::Option& option) {
  std::string name = option_name(option);
  constexpr std::size_t kColumn = 30;
  if (name.size() > kColumn - 2)
    return "  " + name + "\n" + std::string(kColumn + 2, ' ') + option.get_description() + "\n";
  name.resize(kColumn, ' ');
  return "  " + name + option.get_description() + "\n";
}

std::string usage_line(const CommandEntry& entry, const CLI::App& app) {
  std::string line = fmt::format("llamero {} [OPTION…]", entry.name);
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) continue;
    const std::string more = option->get_items_expected_max() > 1 ? "…" : "";
    line += option->get_required() ? " " + option->get_name() + more
                                   : " [" + option->get_name() + more + "]";
  }
  return line;
}

std::string exit_codes_text() {
  std::string text = "Exit codes\n\n";
  for (const ExitCodeRow& row : kExitCodes) {
    text += fmt::format("  {:>3}  {:<13} {}\n", static_cast<int>(row.code), row.name, row.when);
  }
  return text +
         "\nA signal ends llamero by that signal, so that a shell shows 130 (SIGINT), 143 "
         "(SIGTERM),\n"
         "129 (SIGHUP), or 141 (SIGPIPE: the reader of the output went away).\n"
         "Several causes in one run: 124, 7, 4, 6, 3, 9, 8, 1, in this order; 2, 5 and 10 stand "
         "alone.\n";
}

std::string environment_text() {
  std::string text = "Environment variables\n\n";
  for (const EnvironmentRow& row : kEnvironment)
    text += fmt::format("  {:<16} {}\n", row.name, row.meaning);
  return text;
}

std::string listed(const CommandEntry& entry) {
  // The alias of "remote list" is "remote ls": its last word says it.
  const std::string_view alias = entry.alias.substr(entry.alias.rfind(' ') + 1);
  const std::string name =
      alias.empty() ? std::string(entry.name) : fmt::format("{}, {}", entry.name, alias);
  return fmt::format("  {:<20} {}\n", name, entry.summary);
}

}  // namespace

std::string group_help_text(std::string_view group) {
  std::string text = fmt::format("Usage: llamero {} COMMAND [ARGUMENT…]\n\n", group);
  for (const CommandEntry* entry : all_commands()) {
    if (entry->name.starts_with(std::string(group) + " ")) text += listed(*entry);
  }
  return text + fmt::format("\nllamero {} COMMAND --help      the options of a command\n", group);
}

std::string overview_text() {
  std::string text =
      "llamero talks to an Ollama service on another machine.\n\n"
      "Usage: llamero [GLOBAL OPTION…] COMMAND [ARGUMENT…]\n";
  std::string_view group;
  for (const CommandEntry* entry : all_commands()) {
    if (entry->group != group) {
      group = entry->group;
      text += fmt::format("\n{}\n", group);
    }
    text += listed(*entry);
  }
  return text +
         "\nllamero COMMAND --help      the options of a command\n"
         "llamero help exit-codes     what the exit codes mean\n"
         "llamero help environment    which variables are read\n"
         "llamero --version           the version of this program\n";
}

std::string command_help_text(const CommandEntry& entry) {
  Parser parser(entry);
  const CLI::App& app = parser.app();
  std::string text = fmt::format("{}.\n\nUsage: {}\n", entry.summary, usage_line(entry, app));
  std::string arguments;
  std::string options;
  std::string globals;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) {
      arguments += fmt::format("  {:<30}{}\n", option->get_name(), option->get_description());
    } else if (option->get_group() == "Global options") {
      globals += option_line(*option);
    } else {
      options += option_line(*option);
    }
  }
  if (!arguments.empty()) text += "\nArguments\n" + arguments;
  if (!options.empty()) text += "\nOptions\n" + options;
  return text + "\nGlobal options (before or after the command)\n" + globals;
}

std::string topic_text(std::string_view topic) {
  if (topic == "exit-codes") return exit_codes_text();
  if (topic == "environment") return environment_text();
  return "";
}

}  // namespace llamero
