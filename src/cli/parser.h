// The options of one command and the global ones, bound to CLI11. Only the command that was named
// is bound: binding all of them would cost more than the rest of the start-up.
#pragma once

#include "cli/command.h"
#include "cli/settings.h"

#include <memory>
#include <string>
#include <vector>

namespace llamero {

class Parser {
 public:
  explicit Parser(const CommandEntry& entry);
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // Arguments without the command's name. Errors: Errc::usage.
  Result<void> parse(std::vector<std::string> arguments);

  [[nodiscard]] const CLI::App& app() const { return *app_; }
  [[nodiscard]] const GlobalArgs& globals() const { return globals_; }
  [[nodiscard]] bool help_wanted() const { return help_; }
  [[nodiscard]] BoundCommand& command() { return *bound_; }

 private:
  [[nodiscard]] Error unknown_argument(const std::string& argument) const;

  const CommandEntry& entry_;
  std::unique_ptr<CLI::App> app_;
  GlobalArgs globals_;
  bool help_ = false;
  std::unique_ptr<BoundCommand> bound_;
};

}  // namespace llamero
