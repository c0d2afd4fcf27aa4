#include "cli/parser.h"

#include "base/did_you_mean.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>

namespace llamero {
namespace {

constexpr auto npos = std::string::npos;

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

}  // namespace

Parser::Parser(const CommandEntry& entry) : entry_(entry), app_(std::make_unique<CLI::App>()) {
  app_->set_help_flag();
  app_->allow_extras();
  OptionTable table(*app_);
  bound_ = entry.bind(table);
  app_->add_flag("-h,--help", help_, "This text")->group("Global options");
  bind_globals(table, globals_, entry.has_json);
}

Parser::~Parser() = default;

Error Parser::unknown_argument(const std::string& argument) const {
  const std::string command(entry_.name);
  if (!argument.starts_with('-') || argument == "-") {
    return {Errc::usage, "unexpected argument \"" + argument + "\"",
            "llamero " + command + " --help"};
  }
  std::vector<std::string> names;
  for (const CLI::Option* option : app_->get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string flag = argument.substr(0, argument.find('='));
  const std::string meant = did_you_mean(flag, views);
  std::string hint = meant.empty() ? "llamero " + command + " --help lists the options"
                                   : "did you mean " + meant + "?";
  if (argument.find(' ') != npos) hint = "put -- before a prompt that begins with a dash";
  return {Errc::usage, "unknown option " + flag + " for " + command, std::move(hint)};
}

Result<void> Parser::parse(std::vector<std::string> arguments) {
  const bool help =
      std::any_of(arguments.begin(), std::find(arguments.begin(), arguments.end(), "--"),
                  [](const std::string& a) { return a == "-h" || a == "--help"; });
  if (help) {  // wins over everything that is missing or wrong beside it
    help_ = true;
    return {};
  }
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
  try {
    app_->parse(arguments);
  } catch (const CLI::ParseError& e) {
    const auto extras = app_->remaining();
    if (!extras.empty() && extras.front().starts_with('-'))
      return Unexpected(unknown_argument(extras.front()));
    return Unexpected(Error(Errc::usage, first_line(e.what()),
                            "llamero " + std::string(entry_.name) + " --help"));
  }
  for (const std::string& extra : app_->remaining()) {
    if (extra != "--") return Unexpected(unknown_argument(extra));  // CLI11 reports the mark too
  }
  return {};
}

}  // namespace llamero
