#include "deploy/survey.h"

#include <algorithm>

#include "deploy/container_failure.h"
#include "deploy/host_probe.h"
#include "deploy/ollama_container.h"

namespace llamero {
namespace {

constexpr Milliseconds kProbeLimit{20'000};

Error not_ours(const std::string& name, const std::string& where) {
  return {Errc::deploy,
          "there is a container " + name + " on " + where + " that llamero did not make",
          "it is left alone: --name gives ours another name, or docker rename that one"};
}

bool is_ours(const FoundContainer& found) {
  return !found.label(kDeployLabel).empty();
}

class Surveyor {
 public:
  Surveyor(HostLink& link, DockerEngine& engine, const DeploySpec& spec, Resolve resolve,
           HostLink::Watches watches)
      : link_(link), engine_(engine), spec_(spec), resolve_(resolve), watches_(watches) {}

  Result<Survey> run(const std::optional<HostFacts>& facts) {
    seen_.host = facts;
    for (const auto step :
         {&Surveyor::ask_engine, &Surveyor::find_containers, &Surveyor::choose_devices,
          &Surveyor::resolve_image, &Surveyor::resolve_front, &Surveyor::find_kept,
          &Surveyor::ask_server}) {
      if (auto done = (this->*step)(); !done) return Unexpected(std::move(done).error());
    }
    return std::move(seen_);
  }

 private:
  Result<void> ask_engine() {
    auto info = engine_.info();
    if (!info) return Unexpected(std::move(info).error());
    seen_.engine = *std::move(info);
    seen_.api = engine_.api();
    const std::string& arch = seen_.engine.arch;
    if (arch == "x86_64" || arch == "aarch64" || arch == "amd64" || arch == "arm64") return {};
    return Unexpected(Error(Errc::deploy, link_.text() + " is " + arch.substr(0, 40) +
                                              ", Ollama has images for x86-64 and arm64"));
  }

  Result<void> find(const std::string& name, std::optional<Standing>& out) {
    auto found = engine_.container(name);
    if (!found) return Unexpected(std::move(found).error());
    if (!*found) return {};
    if (!is_ours(**found)) return Unexpected(not_ours(name, link_.text()));
    auto image = engine_.image((*found)->image_id);
    if (!image) return Unexpected(std::move(image).error());
    out = Standing{**std::move(found), *image ? (*image)->env : std::vector<std::string>()};
    return {};
  }

  Result<void> find_containers() {
    if (auto done = find(spec_.name, seen_.current); !done) return done;
    if (auto done = find(next_name(spec_), seen_.next); !done) return done;
    if (auto done = find(previous_name(spec_), seen_.previous); !done) return done;
    return find(spec_.name + "-caddy", seen_.front);
  }

  Result<void> choose_devices() {
    auto gpu = choose_gpu(spec_.gpu, seen_.host);
    if (!gpu) return Unexpected(std::move(gpu).error());
    seen_.gpu = *std::move(gpu);
    seen_.image_name = image_name(spec_, seen_.gpu);
    return {};
  }

  Result<void> resolve_image() {
    // Two containers may be ours: the one in place may be on trial.
    for (const auto* made : {&seen_.current, &seen_.previous}) {
      if (resolve_ != Resolve::anew && *made &&
          (*made)->container.label(kImageLabel) == seen_.image_name) {
        seen_.pinned = (*made)->container.spec.image;
        return look_for(seen_.pinned, seen_.image);
      }
    }
    if (resolve_ == Resolve::never) {
      seen_.pinned = seen_.image_name;
      return {};
    }
    return resolve(seen_.image_name, seen_.pinned, seen_.image);
  }

  Result<void> resolve_front() {
    if (!spec_.open) return {};
    if (seen_.front && seen_.front->container.label(kImageLabel) == spec_.open.image) {
      seen_.front_pinned = seen_.front->container.spec.image;
      return look_for(seen_.front_pinned, seen_.front_image);
    }
    seen_.front_pinned = spec_.open.image;
    if (resolve_ == Resolve::never) return {};
    return resolve(spec_.open.image, seen_.front_pinned, seen_.front_image);
  }

  Result<void> look_for(const std::string& pinned, std::optional<FoundImage>& out) {
    auto image = engine_.image(pinned);
    if (!image) return Unexpected(std::move(image).error());
    out = *std::move(image);
    return {};
  }

  // What is there under the name counts, but for Resolve::anew: a tag that moved is an upgrade. An
  // image that was built there has no digest, and is known by its id.
  Result<void> resolve(const std::string& name, std::string& pinned,
                       std::optional<FoundImage>& out) {
    auto parsed = parse_container_image(name);
    if (!parsed) return Unexpected(std::move(parsed).error());
    if (!parsed->digest.empty()) {
      pinned = parsed->pinned(parsed->digest);
      return look_for(pinned, out);
    }
    if (auto done = look_for(name, out); !done) return done;
    if (out && resolve_ == Resolve::once) {
      const std::string digest = out->digest_of(parsed->repository);
      pinned = digest.empty() ? out->id : parsed->pinned(digest);
      return {};
    }
    auto digest = engine_.digest_in_registry(*parsed);
    if (digest) {
      pinned = parsed->pinned(*digest);
      return look_for(pinned, out);
    }
    if (out && out->digests.empty()) {
      pinned = out->id;
      return {};
    }
    FailureEvidence evidence;
    evidence.docker_error = digest.error().message;
    evidence.image = name;
    if (digest.error().code != Errc::deploy) return Unexpected(std::move(digest).error());
    return Unexpected(explain_container_failure("the image cannot be had", evidence));
  }

  Result<void> find_kept() {
    auto volume = engine_.volume(spec_.volume);
    if (!volume) return Unexpected(std::move(volume).error());
    seen_.volume = volume->has_value();
    if (spec_.open) {
      auto network = engine_.has_network(network_name(spec_));
      if (!network) return Unexpected(std::move(network).error());
      seen_.network = *network;
    }
    return find_port_holder();
  }

  bool publishes(const std::optional<Standing>& found) const {
    if (!found || !found->container.state.running()) return false;
    const auto& ports = found->container.spec.ports;
    return std::any_of(ports.begin(), ports.end(),
                       [&](const PublishedPort& port) { return port.host == spec_.port; });
  }

  Result<void> find_port_holder() {
    if (spec_.open || publishes(seen_.current) || publishes(seen_.previous)) return {};
    auto holder = engine_.holder_of_port(spec_.port);
    if (!holder) return Unexpected(std::move(holder).error());
    if (!holder->empty()) seen_.port_holder = "the container " + *holder;
    if (!holder->empty() || !seen_.host) return {};
    const bool taken = std::any_of(
        seen_.host->ports.begin(), seen_.host->ports.end(), [&](const ListeningPort& port) {
          return port.port == spec_.port &&
                 (port.address == "127.0.0.1" || port.address == "0.0.0.0" || port.address == "::");
        });
    if (taken) seen_.port_holder = "another program";
    return {};
  }

  // A server that is slow just now is no reason not to look at the rest.
  Result<void> ask_server() {
    if (!seen_.current || !seen_.current->container.state.running()) return {};
    auto endpoint = server_endpoint(link_, seen_.current->container, watches_);
    if (!endpoint) return {};
    ClientOptions options;
    constexpr Milliseconds kPatience{5'000};
    options.connect_timeout = kPatience;
    options.first_byte_timeout = kPatience;
    options.idle_timeout = kPatience;
    Client client(link_.transport(), *std::move(endpoint), options,
                  {watches_.begin(), watches_.end()});
    auto version = client.version();
    if (!version) return ended_by_us(version.error());
    auto tags = client.tags();
    if (!tags) return ended_by_us(tags.error());
    auto loaded = client.ps();
    if (!loaded) return ended_by_us(loaded.error());
    seen_.server_answers = true;
    seen_.server_version = *std::move(version);
    seen_.models = std::move(tags->models);
    seen_.loaded = std::move(loaded->models);
    return {};
  }

  static Result<void> ended_by_us(const Error& error) {
    if (error.code == Errc::interrupted || error.code == Errc::deadline) return Unexpected(error);
    return {};
  }

  HostLink& link_;
  DockerEngine& engine_;
  const DeploySpec& spec_;
  Resolve resolve_;
  HostLink::Watches watches_;
  Survey seen_;
};

}  // namespace

Result<Survey> survey_host(HostLink& link, DockerEngine& engine, const DeploySpec& spec,
                           const std::optional<HostFacts>& facts, Resolve resolve,
                           HostLink::Watches watches) {
  return Surveyor(link, engine, spec, resolve, watches).run(facts);
}

Result<std::optional<HostFacts>> ask_host(HostLink& link, Watch& interrupt) {
  if (!link.has_shell()) return std::optional<HostFacts>();
  auto ran = link.run(std::string(host_probe_script()), kProbeLimit, interrupt);
  if (!ran) return Unexpected(std::move(ran).error());
  auto facts = parse_host_probe(ran->out);
  if (!facts) return Unexpected(std::move(facts).error());
  return std::optional(*std::move(facts));
}

Result<std::string> docker_socket(const std::optional<HostFacts>& facts, const std::string& given,
                                  const std::string& where) {
  if (!given.empty()) return given;
  if (!facts) return std::string("/var/run/docker.sock");
  for (const HostSocket& socket : facts->sockets) {
    if (socket.usable) return socket.path;
  }
  if (!facts->sockets.empty()) {
    const std::string user = facts->user.empty() ? "this user" : facts->user;
    return Unexpected(
        Error(Errc::deploy,
              user + " may not speak to docker on " + where + ": " + facts->sockets.front().path +
                  " is for the group docker",
              "sudo usermod -aG docker " + user +
                  " there (as good as root), and log in again; or a rootless docker"));
  }
  if (facts->docker_daemon) {
    return Unexpected(Error(Errc::deploy, "docker is installed on " + where + ", but not running",
                            "sudo systemctl start docker there"));
  }
  return Unexpected(Error(Errc::deploy, "there is no docker on " + where,
                          "up --install-docker installs the packages of Debian or Ubuntu"));
}

Result<Endpoint> server_endpoint(HostLink& link, const FoundContainer& container,
                                 HostLink::Watches watches) {
  if (!container.spec.ports.empty()) {
    const PublishedPort& port = container.spec.ports.front();
    return link.to_port("127.0.0.1", port.host, watches);
  }
  if (container.addresses.empty())
    return Unexpected(
        Error(Errc::deploy, "the container " + container.spec.name + " has no address"));
  return link.to_port(container.addresses.front(), kOllamaPort, watches);
}

}  // namespace llamero
