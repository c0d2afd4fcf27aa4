// Whether a server that was put in place is of use: the container runs, HTTP answers, the models
// are there, a token is generated. An open TCP port says nothing: Ollama listens before it answers.
#pragma once

#include "config/deploy_spec.h"

#include <functional>
#include <string>
#include <vector>

#include "deploy/docker_engine.h"
#include "deploy/host_link.h"

namespace llamero {

enum class Stage { container, http, models, generate };
[[nodiscard]] std::string_view stage_name(Stage stage);

struct ReadinessLimits {
  Milliseconds container{30'000};
  Milliseconds http{120'000};  // the discovery of GPUs alone may take 30 s
  Milliseconds generate{600'000};
};

struct ReadinessHooks {
  std::function<void(Stage stage, Milliseconds took)> on_stage;
  std::function<void(const std::string& text)> on_warning;
  std::function<void(const std::vector<std::string>& lines)> on_log;  // the last, after a failure
  // Lets the server fetch a model, with its display.
  std::function<Result<void>(const DeployModel& model, const Endpoint& endpoint)> pull;
  // Whether the limits of the container do for the models that are there; false: nothing is
  // generated, because the kernel would end it.
  std::function<Result<bool>(const std::vector<ModelSummary>& models)> fits;
};

class Readiness {
 public:
  // The references must outlive this.
  Readiness(HostLink& link, DockerEngine& engine, const DeploySpec& spec, ReadinessHooks& hooks,
            HostLink::Watches watches)
      : link_(link), engine_(engine), spec_(spec), hooks_(hooks), watches_(watches) {}

  // The stages in their order, for the container of that name. Errors: Errc::deploy with the cause
  // by its name; those of the link and the watches.
  Result<void> prove(const std::string& name, bool generate);

  // Of the server that was proven.
  [[nodiscard]] const std::string& version() const { return version_; }
  [[nodiscard]] const std::vector<ModelSummary>& models() const { return models_; }
  // Bytes of the model that generated, and how many of them are on a GPU; 0: none did.
  [[nodiscard]] const RunningModel& loaded() const { return loaded_; }
  [[nodiscard]] const Endpoint& endpoint() const { return endpoint_; }

 private:
  Result<void> container_runs();
  Result<void> http_answers();
  Result<void> models_are_there();
  Result<void> generates();
  Result<void> stage(Stage stage, Result<void> (Readiness::*step)());
  Result<bool> has_failed();
  [[nodiscard]] Error explained(Stage stage, const Error& error);
  [[nodiscard]] Client client(Milliseconds limit);
  Result<void> list_models();

  HostLink& link_;
  DockerEngine& engine_;
  const DeploySpec& spec_;
  ReadinessHooks& hooks_;
  HostLink::Watches watches_;
  ReadinessLimits limits_;
  std::string name_;
  Endpoint endpoint_;
  std::string image_;
  std::string version_;
  std::vector<ModelSummary> models_;
  RunningModel loaded_;
};

}  // namespace llamero
