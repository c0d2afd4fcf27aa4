#include "deploy/readiness.h"

#include "base/duration.h"
#include "base/version_number.h"

#include <algorithm>
#include <array>

#include "deploy/container_failure.h"
#include "deploy/plan.h"
#include "deploy/survey.h"

namespace llamero {
namespace {

constexpr Milliseconds kBetweenLooks{200};
constexpr Milliseconds kLook{3'000};
constexpr int kLogLines = 60;
constexpr std::size_t kShownLines = 8;

SteadyTime now() {
  return std::chrono::steady_clock::now();
}

bool ends_the_run(const Error& error) {
  return error.code == Errc::interrupted || error.code == Errc::deadline ||
         error.code == Errc::tunnel_failed || error.code == Errc::ssh_refused ||
         error.code == Errc::model_not_found;
}

// The answer itself is of no interest, only that it comes.
class AnyToken final : public Client::StreamView {
 public:
  Result<void> on_chunk(const ChatChunk& /*chunk*/) override { return {}; }
};

}  // namespace

std::string_view stage_name(Stage stage) {
  constexpr std::array<std::string_view, 4> kNames = {
      "the container runs", "HTTP answers", "the models are there", "a token is generated"};
  return kNames[static_cast<std::size_t>(stage)];
}

namespace {

std::string_view failed_name(Stage stage) {
  constexpr std::array<std::string_view, 4> kNames = {
      "the container does not run", "the server does not answer", "a model is not there",
      "no token is generated"};
  return kNames[static_cast<std::size_t>(stage)];
}

}  // namespace

Client Readiness::client(Milliseconds limit) {
  ClientOptions options;
  options.connect_timeout = limit;
  options.first_byte_timeout = limit;
  options.idle_timeout = limit;
  return {link_.transport(), endpoint_, options, {watches_.begin(), watches_.end()}};
}

Result<void> Readiness::prove(const std::string& name, bool generate) {
  name_ = name;
  if (auto done = stage(Stage::container, &Readiness::container_runs); !done) return done;
  if (auto done = stage(Stage::http, &Readiness::http_answers); !done) return done;
  if (auto done = stage(Stage::models, &Readiness::models_are_there); !done) return done;
  if (spec_.models.empty()) return {};
  auto fits = hooks_.fits(models_);
  if (!fits) return Unexpected(std::move(fits).error());
  if (!generate || !*fits) return {};
  return stage(Stage::generate, &Readiness::generates);
}

Result<void> Readiness::stage(Stage stage, Result<void> (Readiness::*step)()) {
  const SteadyTime begin = now();
  auto done = (this->*step)();
  if (!done) {
    if (ends_the_run(done.error())) return done;
    return Unexpected(explained(stage, done.error()));
  }
  hooks_.on_stage(stage, std::chrono::duration_cast<Milliseconds>(now() - begin));
  return {};
}

// What docker and the log tell says more than what we saw from outside, where it names a cause.
Error Readiness::explained(Stage stage, const Error& error) {
  FailureEvidence evidence;
  auto found = engine_.container(name_);
  if (!found || !*found) return error;
  evidence.state = (*found)->state;
  evidence.image = (*found)->label(kImageLabel);
  evidence.port = spec_.port;
  evidence.volume = spec_.volume;
  std::vector<std::string> lines;
  static_cast<void>(engine_.logs(name_, {kLogLines, "", false, false},
                                 [&](std::string_view line) -> Result<void> {
                                   evidence.logs += std::string(line) + "\n";
                                   return {};
                                 }));
  // Of a container that has ended, its end says more than what we missed.
  if (evidence.state.running()) evidence.docker_error = error.message;
  hooks_.on_log(last_log_lines(evidence.logs, kShownLines));
  Error named = explain_container_failure(failed_name(stage), evidence);
  if (named.hint.empty()) named.hint = error.hint;
  return named;
}

// It was seen to be dead, or to start over and over.
Result<bool> Readiness::has_failed() {
  auto found = engine_.container(name_);
  if (!found) return Unexpected(std::move(found).error());
  if (!*found) return Unexpected(Error(Errc::deploy, "the container " + name_ + " is gone"));
  const ContainerState& state = (*found)->state;
  constexpr int kMostRestarts = 3;
  return state.status == "exited" || state.status == "dead" || state.restarts >= kMostRestarts;
}

Result<void> Readiness::container_runs() {
  const SteadyTime until = now() + limits_.container;
  while (true) {
    auto found = engine_.container(name_);
    if (!found) return Unexpected(std::move(found).error());
    if (!*found) return Unexpected(Error(Errc::deploy, "the container " + name_ + " is gone"));
    if ((*found)->state.running()) {
      auto endpoint = server_endpoint(link_, **found, watches_);
      if (!endpoint) return Unexpected(std::move(endpoint).error());
      endpoint_ = *std::move(endpoint);
      image_ = (*found)->label(kImageLabel);
      return {};
    }
    auto failed = has_failed();
    if (!failed) return Unexpected(std::move(failed).error());
    if (*failed || now() >= until)
      return Unexpected(Error(Errc::deploy, "the container " + name_ + " does not run"));
    if (auto waited = link_.transport().wait(kBetweenLooks, watches_); !waited) return waited;
  }
}

Result<void> Readiness::http_answers() {
  const SteadyTime until = now() + limits_.http;
  while (true) {
    auto version = client(kLook).version();
    if (version) {
      version_ = *std::move(version);
      break;
    }
    if (ends_the_run(version.error())) return Unexpected(std::move(version).error());
    auto failed = has_failed();
    if (!failed) return Unexpected(std::move(failed).error());
    if (*failed || now() >= until) {
      return Unexpected(Error(Errc::deploy, "the server did not answer within " +
                                                elapsed_text(limits_.http) + ": " +
                                                version.error().message));
    }
    if (auto waited = link_.transport().wait(kBetweenLooks, watches_); !waited) return waited;
  }
  const auto number = parse_version(version_);
  const std::string named = version_of_image(image_);
  if (number && !named.empty() && parse_version(named) != number) {
    hooks_.on_warning("the image " + image_ + " says that it is Ollama " + version_.substr(0, 40));
  }
  if (!below_floor(version_)) return {};
  return Unexpected(Error(Errc::deploy,
                          "the image says that it is Ollama " + version_.substr(0, 40) +
                              ", and before " + std::string(kOllamaFloor) +
                              " anybody who reaches it can read its memory (CVE-2026-7482)",
                          "name another image"));
}

Result<void> Readiness::list_models() {
  auto tags = client(kLook * 10).tags();
  if (!tags) return Unexpected(std::move(tags).error());
  models_ = std::move(tags->models);
  return {};
}

Result<void> Readiness::models_are_there() {
  if (auto listed = list_models(); !listed) return listed;
  const auto find = [&](const std::string& name) {
    return std::find_if(models_.begin(), models_.end(), [&](const ModelSummary& model) {
      return model.name == name || model.name == name + ":latest";
    });
  };
  for (const DeployModel& wanted : spec_.models) {
    const auto there = find(wanted.name);
    if (there != models_.end() &&
        (wanted.digest.empty() || wanted.digest == "sha256:" + there->digest))
      continue;
    if (auto pulled = hooks_.pull(wanted, endpoint_); !pulled) return pulled;
    if (auto listed = list_models(); !listed) return listed;
    const auto now_there = find(wanted.name);
    if (now_there == models_.end())
      return Unexpected(Error(Errc::deploy, wanted.name + " was pulled, but is not there"));
    if (!wanted.digest.empty() && wanted.digest != "sha256:" + now_there->digest) {
      return Unexpected(
          Error(Errc::deploy,
                wanted.name + " is sha256:" + now_there->digest + " today, not " + wanted.digest,
                "the registry has another model under that name; look at it before "
                "the digest is changed"));
    }
  }
  return {};
}

Result<void> Readiness::generates() {
  const std::string& model = spec_.models.front().name;
  GenerateRequest request;
  request.model = model;
  request.prompt = "Hi";
  request.settings.options = {{"num_predict", {"1"}}};
  AnyToken view;
  if (auto done = client(limits_.generate).generate(request, view); !done)
    return Unexpected(std::move(done).error());
  auto running = client(kLook * 10).ps();
  if (!running) return Unexpected(std::move(running).error());
  for (const RunningModel& one : running->models) {
    if (one.name == model || one.name == model + ":latest") loaded_ = one;
  }
  return {};
}

}  // namespace llamero
