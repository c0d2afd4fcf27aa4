// What people see of a deployment while it goes on, on stderr.
#pragma once

#include "cli/command.h"
#include "cli/pull_display.h"
#include "term/status_line.h"

#include <memory>
#include <string>

#include "deploy/plan.h"
#include "deploy/rollout.h"

namespace llamero {

class DeployDisplay {
 public:
  // References must outlive this.
  explicit DeployDisplay(Run run) : run_(run), line_(run.services.err, run.settings.progress) {}

  // One line, unless --quiet.
  void tell(const std::string& text);
  void warn(const std::string& text);
  // The machine, before anything is changed.
  void tell_machine(const std::string& where, const Survey& seen);
  void tell_plan(const Plan& plan, const std::string& where);

  // The hooks of a rollout, but for those that need the machine. Valid as long as this.
  [[nodiscard]] RolloutHooks hooks(const std::string& image);

 private:
  Run run_;
  StatusLine line_;
  std::unique_ptr<PullDisplay> image_;
};

// "Debian GNU/Linux 12 (bookworm), x86_64, 2 CPUs, 3.8 GiB, docker 20.10.24, CPU".
[[nodiscard]] std::string machine_text(const Survey& seen);

}  // namespace llamero
