// A command: three free functions in a file of its own (bind, plan, run), held together here.
#pragma once

#include "cli/exit_code.h"
#include "cli/interrupts.h"
#include "cli/services.h"
#include "cli/settings.h"
#include "llamero/result.h"

#include <memory>
#include <string_view>
#include <type_traits>

namespace CLI {
class App;
}

namespace llamero {

// What a running command works with.
struct Run {
  Services& services;
  const Settings& settings;
  Interrupts& interrupts;
};

// The options of one command, bound to a parser and, after the parse, ready to run.
class BoundCommand {
 public:
  virtual ~BoundCommand() = default;
  virtual Result<ExitCode> execute(Run run) = 0;
};

struct CommandEntry {
  std::string_view name;
  std::string_view alias;  // empty: none
  std::string_view group;  // heading in the overview
  std::string_view summary;
  bool has_json;  // takes --json
  std::unique_ptr<BoundCommand> (*bind)(CLI::App& app);
};

// Bind: void(CLI::App&, Options&), records what was typed. Plan: Result<P>(const Options&), decides
// what will be done, without I/O. Execute: Result<ExitCode>(const P&, Run), does it.
template <class Options, auto Bind, auto Plan, auto Execute>
std::unique_ptr<BoundCommand> bind_command(CLI::App& app) {
  class Bound final : public BoundCommand {
   public:
    explicit Bound(CLI::App& target) { Bind(target, options_); }
    Result<ExitCode> execute(Run run) override {
      auto plan = Plan(options_);
      if (!plan) return Unexpected(std::move(plan).error());
      return Execute(*plan, run);
    }

   private:
    Options options_;
  };
  return std::make_unique<Bound>(app);
}

}  // namespace llamero
