#include "cli/deploy/dry_run.h"

#include "deploy/container_json.h"
#include "deploy/docker_run.h"

namespace llamero {
namespace {

std::string body_text(const ContainerSpec& container, const VersionNumber& api) {
  return "POST /containers/create?name=" + container.name + "\n" + create_body(container, api) +
         "\n";
}

}  // namespace

std::string dry_run_text(const Plan& plan, const VersionNumber& api, const std::string& where,
                         bool blind) {
  std::string out = "# plan for " + plan.server.name + " on " + where +
                    (blind ? " (not known: what is there)" : "") + "\n";
  for (const std::string& line : plan.lines()) out += line + "\n";
  for (const std::string& cut : plan.cuts) out += "! " + cut + "\n";
  std::vector<ContainerSpec> containers;
  if (plan.create || plan.replace) containers.push_back(plan.server);
  if (plan.create_front || plan.replace_front) containers.push_back(*plan.front);
  if (containers.empty()) return out;
  out += "\n# the same by hand\n" + docker_run_script(containers, api);
  out += "\n# what docker is sent\n";
  for (const ContainerSpec& container : containers) out += body_text(container, api);
  return out;
}

}  // namespace llamero
