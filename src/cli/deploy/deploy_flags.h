// The flags that say what is to be deployed, and where.
#pragma once

#include "cli/option_table.h"
#include "config/deploy_spec.h"
#include "llamero/result.h"

#include <optional>
#include <string>
#include <vector>

namespace llamero {

// Where, and under which name: of every command about a deployment.
struct PlaceArgs {
  std::optional<std::string> target;
  std::optional<std::string> name;
};
void bind_place(OptionTable& app, PlaceArgs& args);
// Errors: Errc::usage.
[[nodiscard]] Result<void> apply_place_flags(const PlaceArgs& args, DeploySpec& spec);

struct DeployArgs {
  PlaceArgs place;
  std::optional<std::string> image;
  std::vector<std::string> models;
  std::optional<std::string> gpu;
  std::optional<std::string> memory;
  std::optional<std::string> cpus;
  std::optional<int> threads;
  std::optional<int> context;
  std::optional<int> parallel;
  std::optional<int> max_queue;
  std::optional<std::string> keep_alive;
  std::optional<std::string> volume;
  std::optional<int> port;
  std::vector<std::string> add_hosts;
  bool insecure = false;
  std::optional<std::string> open;
  std::optional<std::string> tls;
  std::optional<std::string> email;
  std::optional<std::string> acme_directory;
  std::optional<std::string> acme_ca_file;
  std::optional<int> https_port;
  std::optional<std::string> front_image;
};
void bind_deploy(OptionTable& app, DeployArgs& args);

// Puts what was given on top of `spec`, and checks the whole. Errors: Errc::usage.
[[nodiscard]] Result<void> apply_deploy_flags(const DeployArgs& args, DeploySpec& spec);

}  // namespace llamero
