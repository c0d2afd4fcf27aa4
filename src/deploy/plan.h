// What has to be done so that a machine is as the spec wants it. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "deploy/container_drift.h"
#include "deploy/sizing.h"
#include "deploy/survey.h"

namespace llamero {

struct Plan {
  ContainerSpec server;
  std::optional<ContainerSpec> front;

  // Before anything else: what a run that was cut has left.
  bool remove_next = false;
  bool remove_unproven = false;  // the one in place, that never passed its gate and is not wanted
  bool restore_previous = false;
  bool prove_current = false;  // the one in place is wanted, and its gate is still to be passed

  bool pull_image = false;
  bool create_volume = false;
  bool create_network = false;
  bool create = false;
  bool replace = false;  // there is one, and it differs
  bool start = false;    // there is one as it should be, but it does not run
  bool unpause = false;
  bool restart = false;  // it starts over and over, or fails its health check
  bool await = false;    // it runs, but does not answer
  std::vector<Difference> drift;
  std::string replaced_image;  // pinned, of the one that is replaced; empty: the same

  std::vector<DeployModel> models;  // that are not there, or have another digest
  bool pull_front = false;
  bool create_front = false;
  bool replace_front = false;
  bool start_front = false;
  bool new_front_files = false;
  bool remove_front = false;  // no longer public
  std::vector<Difference> front_drift;

  std::vector<std::string> warnings;
  std::vector<std::string> cuts;  // what is answering, or loaded, and will be cut

  [[nodiscard]] bool changes_nothing() const;
  // One line for each change, "+", "~" or "-" first.
  [[nodiscard]] std::vector<std::string> lines() const;
};

struct PlanWish {
  bool allow_downgrade = false;
  bool new_front_files = false;  // the Caddyfile that is there is not what it should be
};

// Errors: Errc::deploy: too little memory or disk, the port is in use, a GPU that is not there, a
// downgrade that was not asked for.
[[nodiscard]] Result<Plan> make_plan(const DeploySpec& spec, const Survey& seen,
                                     const PlanWish& wish);

// The same without any machine to look at: everything is new, and what would be probed is not
// known.
[[nodiscard]] Result<Plan> make_blind_plan(const DeploySpec& spec);

// CVE-2026-7482: its memory can be read by anybody who reaches it. A development build ("0.0.0")
// and what is no version are not.
[[nodiscard]] bool below_floor(const std::string& version);

// The version that the name of an image tells; empty: none.
[[nodiscard]] std::string version_of_image(const std::string& image);

}  // namespace llamero
