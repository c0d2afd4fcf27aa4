#include "cli/deploy/audit_log.h"

#include "cli/message.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

namespace llamero {

void write_audit(const AuditEntry& entry, Run run) {
  if (run.settings.paths.deploy_log.empty()) return;
  const auto time =
      std::chrono::time_point_cast<std::chrono::seconds>(run.services.clock.wall_now());
  const nlohmann::ordered_json line = {
      {"time", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(time))},
      {"who", run.services.env.non_empty("USER").value_or("uid " + std::to_string(getuid()))},
      {"action", entry.action},
      {"target", entry.target},
      {"container", entry.container},
      {"before", entry.before},
      {"after", entry.after},
      {"outcome", entry.outcome}};
  const std::string text =
      line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  if (auto written = run.services.files.append_line(run.settings.paths.deploy_log, text); !written)
    say_warning(run.services.err, run.settings, written.error().message);
}

}  // namespace llamero
