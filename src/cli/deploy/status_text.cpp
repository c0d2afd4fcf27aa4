#include "cli/deploy/status_text.h"

#include "base/official_text.h"
#include "cli/deploy/deploy_display.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace llamero {
namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::vector<std::string>>;

std::string container_line(const StatusReport& report, std::chrono::system_clock::time_point now) {
  const ContainerState& state = report.container->state;
  std::string line = report.container->spec.name + " is " + state.status;
  if (state.running()) line += ", started " + official_age(state.started_at, now);
  if (!state.health.empty()) line += ", " + state.health;
  line += fmt::format(", {} restart{}", state.restarts, state.restarts == 1 ? "" : "s");
  if (report.oom_kills > 0) line += fmt::format(", {} killed for memory", report.oom_kills);
  return line;
}

std::string image_line(const StatusReport& report) {
  const FoundContainer& container = *report.container;
  const std::string asked = container.label(kImageLabel);
  const std::size_t at = container.spec.image.find("sha256:");
  std::string line = asked.empty() ? container.spec.image : asked;
  if (at != std::string::npos) line += " (" + container.spec.image.substr(at, 19) + ")";
  if (report.newer_image.value_or(false)) line += "; another image has that name now: upgrade";
  return line;
}

std::string models_line(const StatusReport& report) {
  std::string line;
  for (const ModelSummary& model : report.seen.models)
    line += (line.empty() ? "" : ", ") + model.name + " (" + official_size(model.size) + ")";
  return line.empty() ? "none" : line;
}

std::string loaded_line(const StatusReport& report, std::chrono::system_clock::time_point now) {
  std::string line;
  for (const RunningModel& model : report.seen.loaded) {
    line += fmt::format("{}{} on {}, until {}", line.empty() ? "" : "; ", model.name,
                        official_processor(model.size, model.size_vram),
                        official_until(model.expires_at, now));
  }
  return line.empty() ? "none" : line;
}

std::string exposure_line(const StatusReport& report, const OutsideView& outside) {
  std::string line;
  for (const std::string& address : report.open_to)
    line += (line.empty() ? "open at " : ", ") + address;
  if (line.empty() && !outside.public_at.empty()) line = outside.public_at + ", with a token";
  if (line.empty()) line = "closed: only the loopback of that machine leads to it";
  if (outside.port_open.value_or(false)) line += "; its port answers from here, past ssh";
  return line;
}

std::string room_line(const StatusReport& report) {
  std::string line;
  if (report.disk_free) line = official_size(*report.disk_free) + " of disk";
  if (report.seen.host && report.seen.host->memory_available > 0) {
    line += (line.empty() ? "" : ", ") + official_size(report.seen.host->memory_available) +
            " of memory";
  }
  return line.empty() ? "not known" : line + " left";
}

std::string boot_line(const StatusReport& report) {
  const bool known = report.seen.host && report.seen.host->docker_at_boot;
  if (!known) return "not known whether docker starts with the machine";
  return *report.seen.host->docker_at_boot ? "docker starts with the machine"
                                           : "docker does not start with the machine";
}

Json model_json(const ModelSummary& model) {
  return {{"name", model.name}, {"digest", model.digest}, {"size", model.size}};
}

Json loaded_json(const RunningModel& model) {
  return {{"name", model.name},
          {"size", model.size},
          {"size_vram", model.size_vram},
          {"expires_at", model.expires_at}};
}

template <class T>
Json known_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json container_json(const StatusReport& report) {
  if (!report.container) return nullptr;
  const FoundContainer& found = *report.container;
  return {{"name", found.spec.name},          {"status", found.state.status},
          {"health", found.state.health},     {"started_at", found.state.started_at},
          {"restarts", found.state.restarts}, {"exit_code", found.state.exit_code},
          {"oom_kills", report.oom_kills},    {"image", found.label(kImageLabel)},
          {"pinned", found.spec.image},       {"newer_image", known_or_null(report.newer_image)}};
}

}  // namespace

std::string status_text(const StatusReport& report, const OutsideView& outside,
                        std::chrono::system_clock::time_point now) {
  Rows rows = {{"target", outside.target + " (" + machine_text(report.seen) + ")"}};
  if (report.container) {
    rows.push_back({"container", container_line(report, now)});
    rows.push_back({"image", image_line(report)});
  }
  if (report.seen.server_answers) {
    rows.push_back({"server", "Ollama " + report.seen.server_version});
    rows.push_back({"models", models_line(report)});
    rows.push_back({"loaded", loaded_line(report, now)});
  }
  if (report.container) rows.push_back({"exposure", exposure_line(report, outside)});
  if (outside.certificate_days)
    rows.push_back({"certificate", fmt::format("{} days left", *outside.certificate_days)});
  rows.push_back({"room", room_line(report)});
  rows.push_back({"boot", boot_line(report)});
  for (const std::string& fault : report.faults) rows.push_back({"fault", fault});
  rows.push_back({"verdict", report.faults.empty() ? "healthy, as wanted" : "not as wanted"});
  std::string text;
  for (const auto& row : rows) text += fmt::format("{:<12} {}\n", row[0], row[1]);
  return text;
}

std::string status_json(const StatusReport& report, const OutsideView& outside) {
  Json models = Json::array();
  for (const ModelSummary& model : report.seen.models) models.push_back(model_json(model));
  Json loaded = Json::array();
  for (const RunningModel& model : report.seen.loaded) loaded.push_back(loaded_json(model));
  Json drift = Json::array();
  for (const Difference& one : report.drift)
    drift.push_back({{"field", one.field}, {"wanted", one.wanted}, {"found", one.found}});
  const auto& host = report.seen.host;
  const Json object = {
      {"schema_version", 1},
      {"healthy", report.faults.empty()},
      {"target", outside.target},
      {"remote", outside.remote},
      {"docker", report.seen.engine.version},
      {"container", container_json(report)},
      {"server_version", report.seen.server_version},
      {"answers", report.seen.server_answers},
      {"models", models},
      {"missing_models", report.missing_models},
      {"loaded", loaded},
      {"drift", drift},
      {"open_to", report.open_to},
      {"public", outside.public_at.empty() ? Json(nullptr) : Json(outside.public_at)},
      {"port_open_from_here", known_or_null(outside.port_open)},
      {"certificate_days", known_or_null(outside.certificate_days)},
      {"disk_free", known_or_null(report.disk_free)},
      {"memory_available", host ? Json(host->memory_available) : Json(nullptr)},
      {"docker_at_boot", host ? known_or_null(host->docker_at_boot) : Json(nullptr)},
      {"faults", report.faults}};
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace llamero
