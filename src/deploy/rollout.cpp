#include "deploy/rollout.h"

#include "deploy/container_failure.h"
#include "deploy/container_json.h"
#include "deploy/ollama_container.h"

namespace llamero {
namespace {

// How long a server that is replaced has for what it answers: Ollama cuts its streams at once, so
// that more would only keep people waiting.
constexpr int kGraceSeconds = 15;

bool ends_the_run(const Error& error) {
  return error.code == Errc::interrupted || error.code == Errc::deadline ||
         error.code == Errc::tunnel_failed || error.code == Errc::ssh_refused;
}

NamedValues kept_labels(const DeploySpec& spec) {
  return {{kDeployLabel, spec.name}, {kRoleLabel, "ollama"}};
}

}  // namespace

Result<void> Rollout::run() {
  for (const auto step : {&Rollout::settle_leftovers, &Rollout::fetch_images, &Rollout::make_kept,
                          &Rollout::place_server, &Rollout::prove, &Rollout::place_front}) {
    if (auto done = (this->*step)(); !done) return done;
  }
  return {};
}

Result<void> Rollout::settle_leftovers() {
  if (plan_.remove_next) {
    if (auto done = engine_.remove(next_name(spec_)); !done) return done;
  }
  if (plan_.remove_unproven) {
    if (auto done = engine_.stop(spec_.name, kGraceSeconds); !done) return done;
    if (auto done = engine_.remove(spec_.name); !done) return done;
  }
  if (!plan_.restore_previous) return {};
  hooks_.on_step("put " + previous_name(spec_) + " back");
  return engine_.rename(previous_name(spec_), spec_.name);
}

Result<void> Rollout::fetch_images() {
  const auto fetch = [&](const std::string& image) -> Result<void> {
    hooks_.on_step("pull the image " + image);
    auto pulled = engine_.pull(image, hooks_.on_image);
    if (pulled || ends_the_run(pulled.error())) return pulled;
    FailureEvidence evidence;
    evidence.docker_error = pulled.error().message;
    evidence.image = image;
    return Unexpected(explain_container_failure("the image cannot be had", evidence));
  };
  if (plan_.pull_image) {
    if (auto done = fetch(plan_.server.image); !done) return done;
  }
  if (plan_.pull_front) return fetch(plan_.front->image);
  return {};
}

Result<void> Rollout::make_kept() {
  if (plan_.create_volume) {
    if (auto done = engine_.create_volume(spec_.volume, kept_labels(spec_)); !done) return done;
  }
  if (plan_.create_network)
    return engine_.create_network(network_name(spec_), {{kDeployLabel, spec_.name}});
  return {};
}

Result<void> Rollout::create(const ContainerSpec& container, const std::string& name) {
  auto made = engine_.create(name, create_body(container, engine_.api()));
  if (made) return {};
  if (ends_the_run(made.error())) return Unexpected(std::move(made).error());
  FailureEvidence evidence;
  evidence.docker_error = made.error().message;
  evidence.image = container.image;
  evidence.port = spec_.port;
  evidence.volume = spec_.volume;
  return Unexpected(explain_container_failure("the container cannot be made", evidence));
}

Result<void> Rollout::place_server() {
  if (plan_.replace) return swap_server();
  if (plan_.create) {
    hooks_.on_step("create the container " + spec_.name);
    if (auto done = create(plan_.server, spec_.name); !done) return done;
  }
  if (plan_.unpause) return engine_.unpause(spec_.name);
  if (plan_.restart) return engine_.restart(spec_.name, kGraceSeconds);
  return {};
}

// The new one is made before the old one is touched, so that what docker does not accept costs
// nobody an answer. NAME-previous is there from the rename on until the gate was passed.
Result<void> Rollout::swap_server() {
  hooks_.on_step("replace the container " + spec_.name);
  const std::string next = next_name(spec_);
  if (auto done = create(plan_.server, next); !done) return done;
  if (auto done = engine_.stop(spec_.name, kGraceSeconds); !done) return done;
  if (auto done = engine_.rename(spec_.name, previous_name(spec_)); !done) return done;
  return engine_.rename(next, spec_.name);
}

Result<void> Rollout::prove() {
  const bool on_trial = plan_.replace || plan_.prove_current;
  const bool started = plan_.create || plan_.start || on_trial;
  const bool new_server = started || plan_.restart;
  const auto proven = [&]() -> Result<void> {
    if (started) {
      auto begun = engine_.start(spec_.name);
      if (!begun && ends_the_run(begun.error())) return begun;
      if (!begun) {
        FailureEvidence evidence;
        evidence.docker_error = begun.error().message;
        evidence.image = plan_.server.image;
        evidence.port = spec_.port;
        evidence.volume = spec_.volume;
        return Unexpected(explain_container_failure("the container does not start", evidence));
      }
    }
    return readiness_.prove(spec_.name, new_server);
  };
  auto done = proven();
  if (!done) {
    if (!on_trial || ends_the_run(done.error())) return done;
    return go_back(done.error());
  }
  if (!on_trial) return {};
  if (auto removed = engine_.remove(previous_name(spec_)); !removed) return removed;
  return drop_replaced_image();
}

// Some 4 GB on a small disk, and a pull away. What has a tag was pulled by somebody else, and
// docker keeps what another container needs.
Result<void> Rollout::drop_replaced_image() {
  if (plan_.replaced_image.find('@') == std::string::npos) return {};
  auto image = engine_.image(plan_.replaced_image);
  if (!image) return Unexpected(std::move(image).error());
  if (!*image || !(*image)->tags.empty()) return {};
  return engine_.remove_image(plan_.replaced_image);
}

// What was in place before is known to have worked; what failed has said why.
Result<void> Rollout::go_back(const Error& why) {
  hooks_.on_step("go back to the container that was there");
  Error error = why;
  const auto back = [&]() -> Result<void> {
    if (auto done = engine_.remove(spec_.name); !done) return done;
    if (auto done = engine_.rename(previous_name(spec_), spec_.name); !done) return done;
    if (auto done = engine_.start(spec_.name); !done) return done;
    return readiness_.prove(spec_.name, false);
  };
  if (auto done = back(); !done) {
    if (ends_the_run(done.error())) return done;
    error.message += "; and going back failed: " + done.error().message;
    return Unexpected(std::move(error));
  }
  error.message += "; the container that was there before is back, and answers";
  return Unexpected(std::move(error));
}

}  // namespace llamero
