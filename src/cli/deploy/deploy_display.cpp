#include "cli/deploy/deploy_display.h"

#include "base/duration.h"
#include "cli/message.h"
#include "term/tty_text.h"

#include <fmt/format.h>

namespace llamero {
namespace {

std::string took_text(Milliseconds took) {
  return fmt::format("{:.1f} s", static_cast<double>(took.count()) / 1000.0);
}

}  // namespace

void DeployDisplay::tell(const std::string& text) {
  if (run_.settings.quiet) return;
  line_.clear();
  run_.services.err.text(tty_line(text) + "\n");
  run_.services.err.end_text();
  static_cast<void>(run_.services.err.flush());
}

void DeployDisplay::warn(const std::string& text) {
  line_.clear();
  say_warning(run_.services.err, run_.settings, text);
}

std::string machine_text(const Survey& seen) {
  const bool asked = seen.host && !seen.host->os.empty();
  const double memory = static_cast<double>(seen.engine.memory) / (1 << 30);
  return fmt::format("{}, {}, {} CPU{}, {:.1f} GiB, docker {}{}, {}",
                     asked ? seen.host->os : seen.engine.os, seen.engine.arch, seen.engine.cpus,
                     seen.engine.cpus == 1 ? "" : "s", memory, seen.engine.version,
                     seen.engine.rootless ? " (rootless)" : "",
                     seen.gpu.kind == "cpu" ? "no GPU" : "GPU: " + seen.gpu.kind);
}

void DeployDisplay::tell_machine(const std::string& where, const Survey& seen) {
  tell("target: " + where + " (" + machine_text(seen) + ")");
}

void DeployDisplay::tell_plan(const Plan& plan, const std::string& where) {
  for (const std::string& text : plan.warnings) warn(text);
  if (plan.changes_nothing()) return;
  tell("plan for " + plan.server.name + " on " + where + ":");
  for (const std::string& change : plan.lines()) tell("  " + change);
  for (const std::string& cut : plan.cuts) tell("  ! " + cut);
}

RolloutHooks DeployDisplay::hooks(const std::string& image) {
  image_ = std::make_unique<PullDisplay>(run_.services.err, line_, run_.services.clock,
                                         run_.settings.progress);
  RolloutHooks hooks;
  hooks.on_step = [this](const std::string& text) { tell(text); };
  hooks.on_image = [this, image](const ImageProgress& progress) {
    if (progress.total <= 0) return;
    image_->update({"pulling", image.substr(image.find('@') + 1), progress.total, progress.done});
  };
  hooks.on_warning = [this](const std::string& text) { warn(text); };
  hooks.readiness.on_warning = hooks.on_warning;
  hooks.readiness.on_stage = [this](Stage stage, Milliseconds took) {
    tell(fmt::format("[{}/4] {} ({})", static_cast<int>(stage) + 1, stage_name(stage),
                     took_text(took)));
  };
  hooks.readiness.on_log = [this](const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    tell("the last lines of the container:");
    for (const std::string& line : lines) tell("  | " + line);
  };
  return hooks;
}

}  // namespace llamero
