// What there is on a machine before anything is changed.
#pragma once

#include "base/container_image.h"
#include "base/env.h"
#include "config/deploy_spec.h"
#include "llamero/types.h"

#include <optional>
#include <string>
#include <vector>

#include "deploy/container_state.h"
#include "deploy/docker_engine.h"
#include "deploy/gpu_choice.h"
#include "deploy/host_facts.h"
#include "deploy/host_link.h"

namespace llamero {

// A container, and what its image sets in its environment.
struct Standing {
  FoundContainer container;
  std::vector<std::string> image_env;
};

struct Survey {
  std::optional<HostFacts> host;  // nullopt: only docker could be asked
  EngineInfo engine;
  VersionNumber api;
  GpuPlan gpu;

  std::string image_name;           // as it is asked for, with the suffix of the GPU
  std::string pinned;               // what it means: "repository@sha256:…", or an image's id
  std::optional<FoundImage> image;  // that one, if it is there

  std::optional<Standing> current;   // NAME
  std::optional<Standing> next;      // NAME-next: of a run that was cut
  std::optional<Standing> previous;  // NAME-previous: the one in place was never proven
  std::optional<Standing> front;     // NAME-caddy
  std::optional<FoundImage> front_image;
  std::string front_pinned;
  bool volume = false;
  bool network = false;
  std::string port_holder;  // who listens on the port, if it is not ours; empty: nobody

  bool server_answers = false;
  std::string server_version;
  std::vector<ModelSummary> models;
  std::vector<RunningModel> loaded;
};

// How the tag of an image becomes a digest.
enum class Resolve {
  once,   // a container of ours that was made for the same name keeps its digest
  anew,   // the registry is asked
  never,  // what is not known stays so
};

// Errors: Errc::deploy: docker is not there or not for us (which of the two is said), a container
// of that name is not ours, an image that cannot be resolved; those of the link.
[[nodiscard]] Result<Survey> survey_host(HostLink& link, DockerEngine& engine,
                                         const DeploySpec& spec,
                                         const std::optional<HostFacts>& facts, Resolve resolve,
                                         HostLink::Watches watches);

// Asks the machine itself. nullopt: the link has no shell there.
[[nodiscard]] Result<std::optional<HostFacts>> ask_host(HostLink& link, Watch& interrupt);

// The path of docker's socket there. Errors: Errc::deploy: none, or not for this user.
[[nodiscard]] Result<std::string> docker_socket(const std::optional<HostFacts>& facts,
                                                const std::string& given, const std::string& where);

// The way to the port of a server that runs: the published one, else that of its network.
[[nodiscard]] Result<Endpoint> server_endpoint(HostLink& link, const FoundContainer& container,
                                               HostLink::Watches watches);

}  // namespace llamero
