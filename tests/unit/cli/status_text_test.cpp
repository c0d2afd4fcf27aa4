#include "cli/deploy/status_text.h"

#include "catch.hpp"
#include "support/surveyed_host.h"

#include <nlohmann/json.hpp>

using namespace llamero;
using namespace llamero::testing;
using nlohmann::json;

namespace {

// 2026-01-01T00:00:00Z
const std::chrono::system_clock::time_point kNow{std::chrono::seconds(1'767'225'600)};

StatusReport healthy() {
  DeploySpec spec;
  spec.models = {{"gemma3:1b", ""}};
  StatusReport report;
  report.seen = deployed_host(spec);
  report.seen.host->docker_at_boot = true;
  RunningModel loaded;
  loaded.name = "gemma3:1b";
  loaded.size = 1'000'000'000;
  loaded.expires_at = "2026-01-01T00:30:00Z";
  report.seen.loaded.push_back(loaded);
  report.container = report.seen.current->container;
  report.container->state.started_at = "2025-12-31T21:00:00Z";
  report.container->state.health = "healthy";
  report.disk_free = 50'000'000'000;
  return report;
}

// The line of a row, without its name.
std::string row(const std::string& text, const std::string& name) {
  std::size_t at = text.find("\n" + name + " ");
  if (text.starts_with(name + " ")) at = 0;
  if (at == std::string::npos) return "none";
  at = text.find_first_not_of(' ', at + 1 + name.size());
  std::string line = text.substr(at, text.find('\n', at) - at);
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

std::string text_of(const StatusReport& report, const OutsideView& view) {
  return status_text(report, view, kNow);
}

OutsideView from_here() {
  OutsideView view;
  view.target = "ssh://ubuntu@203.0.113.7";
  view.remote = "prod";
  return view;
}

}  // namespace

TEST_CASE("a healthy deployment in one screen", "[deploy]") {
  const std::string text = text_of(healthy(), from_here());
  CHECK(row(text, "target").starts_with("ssh://ubuntu@203.0.113.7 ("));
  CHECK(row(text, "container") == "llamero is running, started 3 hours ago, healthy, 0 restarts");
  CHECK(row(text, "image") == "ollama/ollama:0.32.15 (sha256:aaaaaaaaaaaa)");
  CHECK(row(text, "server") == "Ollama 0.32.15");
  CHECK(row(text, "models") == "gemma3:1b (800 MB)");
  CHECK(row(text, "loaded") == "gemma3:1b on 100% CPU, until 30 minutes from now");
  CHECK(row(text, "exposure").starts_with("closed: "));
  CHECK(row(text, "certificate") == "none");
  CHECK(row(text, "room") == "50 GB of disk, 6.4 GB of memory left");
  CHECK(row(text, "boot") == "docker starts with the machine");
  CHECK(row(text, "fault") == "none");
  CHECK(row(text, "verdict") == "healthy, as wanted");
}

TEST_CASE("what is wrong stands in its row and among the faults", "[deploy]") {
  StatusReport report = healthy();
  report.container->state.restarts = 1;
  report.container->state.health = "unhealthy";
  report.oom_kills = 2;
  report.newer_image = true;
  report.open_to = {"0.0.0.0:11434", "[::]:11434"};
  report.faults = {"its health check fails"};
  report.seen.host->docker_at_boot = false;
  report.seen.models.clear();
  report.seen.loaded.clear();
  OutsideView view = from_here();
  view.port_open = true;
  view.certificate_days = 3;
  const std::string text = text_of(report, view);
  CHECK(row(text, "container") ==
        "llamero is running, started 3 hours ago, unhealthy, 1 restart, 2 killed for memory");
  CHECK(row(text, "image").ends_with("; another image has that name now: upgrade"));
  CHECK(row(text, "models") == "none");
  CHECK(row(text, "loaded") == "none");
  CHECK(row(text, "exposure") ==
        "open at 0.0.0.0:11434, [::]:11434; its port answers from here, past ssh");
  CHECK(row(text, "certificate") == "3 days left");
  CHECK(row(text, "boot") == "docker does not start with the machine");
  CHECK(row(text, "fault") == "its health check fails");
  CHECK(row(text, "verdict") == "not as wanted");
}

TEST_CASE("where there is no container its rows are left out", "[deploy]") {
  StatusReport report;
  report.seen = fresh_host({});
  report.seen.host.reset();
  report.faults = {"there is no container llamero on this machine"};
  const std::string text = text_of(report, from_here());
  for (const char* name : {"container", "image", "server", "models", "loaded", "exposure"})
    CHECK(row(text, name) == "none");
  CHECK(row(text, "room") == "not known");
  CHECK(row(text, "boot") == "not known whether docker starts with the machine");
  const json object = json::parse(status_json(report, from_here()));
  CHECK(object["container"].is_null());
  CHECK(object["disk_free"].is_null());
  CHECK(object["memory_available"].is_null());
  CHECK(object["docker_at_boot"].is_null());
  CHECK(object["port_open_from_here"].is_null());
}

TEST_CASE("the report for programs has all of it", "[deploy]") {
  StatusReport report = healthy();
  report.newer_image = false;
  report.missing_models = {"other"};
  report.drift = {{"memory", "3 GiB", "2 GiB"}};
  report.open_to = {"0.0.0.0:11434"};
  report.faults = {"a", "b\xff"};
  OutsideView view = from_here();
  view.port_open = false;
  view.certificate_days = 60;
  const std::string text = status_json(report, view);
  CHECK(text.ends_with("}\n"));
  const json object = json::parse(text);
  CHECK(object["schema_version"] == 1);
  CHECK(object["healthy"] == false);
  CHECK(object["target"] == "ssh://ubuntu@203.0.113.7");
  CHECK(object["remote"] == "prod");
  CHECK(object["docker"] == "25.0.5");
  CHECK(object["server_version"] == "0.32.15");
  CHECK(object["answers"] == true);
  const json& container = object["container"];
  CHECK(container["name"] == "llamero");
  CHECK(container["status"] == "running");
  CHECK(container["health"] == "healthy");
  CHECK(container["image"] == "ollama/ollama:0.32.15");
  CHECK(container["pinned"] == "ollama/ollama@" + kImageDigest);
  CHECK(container["newer_image"] == false);
  CHECK(container["oom_kills"] == 0);
  CHECK(object["models"][0]["name"] == "gemma3:1b");
  CHECK(object["loaded"][0]["expires_at"] == "2026-01-01T00:30:00Z");
  CHECK(object["missing_models"] == json{"other"});
  CHECK(object["drift"] == json::parse(R"([{"field":"memory","wanted":"3 GiB","found":"2 GiB"}])"));
  CHECK(object["open_to"] == json{"0.0.0.0:11434"});
  CHECK(object["port_open_from_here"] == false);
  CHECK(object["certificate_days"] == 60);
  CHECK(object["disk_free"] == 50'000'000'000);
  CHECK(object["docker_at_boot"] == true);
  CHECK(object["faults"] == json{"a", "b\xef\xbf\xbd"});
  CHECK(json::parse(status_json(healthy(), view))["healthy"] == true);
}
