// A command: three free functions in a file of its own (bind, plan, run), held together here.
#pragma once

#include "cli/exit_code.h"
#include "cli/interrupts.h"
#include "cli/option_table.h"
#include "cli/services.h"
#include "cli/settings.h"
#include "llamero/result.h"

#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

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
  // Without I/O, so that what was typed wrong is told before anything is read or asked.
  virtual Result<void> plan() = 0;
  virtual Result<ExitCode> execute(Run run) = 0;
};

// What must be at hand before a command is executed. A broken file of a remote must not keep
// anybody from the commands that mend it.
enum class Needs {
  nothing,
  config,  // config.toml was read
  server,  // and the server is chosen, with its credentials
};

struct CommandEntry {
  std::string_view name;
  std::string_view alias;  // empty: none
  std::string_view group;  // heading in the overview
  std::string_view summary;
  bool has_json;  // takes --json
  Needs needs;
  std::unique_ptr<BoundCommand> (*bind)(OptionTable& app);
};

// Bind: void(OptionTable&, Options&), records what was typed. Plan: Result<P>(const Options&),
// decides what will be done, without I/O. Execute: Result<ExitCode>(const P&, Run), does it.
template <class Options, auto Bind, auto Plan, auto Execute>
std::unique_ptr<BoundCommand> bind_command(OptionTable& app) {
  class Bound final : public BoundCommand {
   public:
    explicit Bound(OptionTable& target) { Bind(target, options_); }
    Result<void> plan() override {
      auto planned = Plan(options_);
      if (!planned) return Unexpected(std::move(planned).error());
      plan_ = *std::move(planned);
      return {};
    }
    Result<ExitCode> execute(Run run) override { return Execute(*plan_, run); }

   private:
    Options options_;
    std::optional<std::decay_t<decltype(*Plan(std::declval<const Options&>()))>> plan_;
  };
  return std::make_unique<Bound>(app);
}

}  // namespace llamero
