// The connection, and what is kept: volumes and networks.
#include "deploy/docker_engine.h"

#include <algorithm>
#include <charconv>

#include "deploy/docker_call.h"

namespace llamero {
namespace {

// The newest version that this was written against, and the oldest that has all that is needed.
constexpr VersionNumber kNewest{{1, 47, 0}};
constexpr VersionNumber kOldest{{1, 40, 0}};

json::Json label_json(const NamedValues& labels) {
  json::Json object = json::Json::object();
  for (const auto& [name, value] : labels) object[name] = value;
  return object;
}

}  // namespace

Result<HttpResponse> DockerEngine::send(const Call& call, BodySink& sink) {
  HttpRequest request;
  request.method = call.method;
  request.url = endpoint_.base_url + prefix_ + call.path;
  request.route = endpoint_.route;
  if (call.body) request.headers.push_back({"Content-Type", call.content_type});
  request.body = call.body;
  if (!call.body && call.method == "POST") request.body = "";
  request.timeouts.first_byte = call.first_byte;
  request.timeouts.idle = call.idle;
  request.retry = RetryClass::connect_only;
  auto sent = transport_.perform(request, sink, watches_);
  if (sent) return sent;
  Error error = std::move(sent).error();
  if (error.code == Errc::connect_failed) {
    error.code = Errc::deploy;
    error.message = "docker does not answer at " + endpoint_.display + ": " + error.message;
    if (error.hint.empty()) error.hint = "is its daemon running? sudo systemctl start docker";
  } else if (error.code == Errc::timed_out) {
    error.code = Errc::deploy;
    error.message = "docker did not answer " + call.method + " " +
                    call.path.substr(0, call.path.find('?')) + " in time: " + error.message;
  }
  return Unexpected(std::move(error));
}

Result<std::string> DockerEngine::text(const Call& call) {
  DockerText sink;
  auto response = send(call, sink);
  if (!response) return Unexpected(std::move(response).error());
  if (response->status < 200 || response->status > 299) return Unexpected(docker_error(*response));
  return sink.take();
}

Result<void> DockerEngine::tell(const Call& call) {
  DockerText sink;
  auto response = send(call, sink);
  if (!response) return Unexpected(std::move(response).error());
  // 304: it was started, or stopped, before.
  if (response->status == 304 || (response->status >= 200 && response->status <= 299)) return {};
  return Unexpected(docker_error(*response));
}

// The answer of a GET; nullopt: 404.
Result<std::optional<std::string>> DockerEngine::find(const std::string& path) {
  auto found = text({"GET", path});
  if (found) return std::optional(*std::move(found));
  if (found.error().http_status == 404) return std::optional<std::string>();
  return Unexpected(std::move(found).error());
}

Result<void> DockerEngine::negotiate() {
  DockerText sink;
  auto response = send({"GET", "/_ping"}, sink);
  if (!response) return Unexpected(std::move(response).error());
  const std::string* header = response->header("Api-Version");
  if (response->status != 200 || header == nullptr) {
    if (response->status >= 400) return Unexpected(docker_error(*response));
    return Unexpected(
        Error(Errc::deploy, "what answers at " + endpoint_.display + " is no docker"));
  }
  const auto theirs = parse_version(*header + ".0");
  if (!theirs || *theirs < kOldest) {
    return Unexpected(Error(Errc::deploy,
                            "docker at " + endpoint_.display + " speaks API " +
                                header->substr(0, 20) + ", at least 1.40 (docker 19.03) is needed",
                            "upgrade docker on that machine"));
  }
  api_ = std::min(*theirs, kNewest);
  prefix_ = "/v" + std::to_string(api_.parts[0]) + "." + std::to_string(api_.parts[1]);
  return {};
}

Result<EngineInfo> DockerEngine::info() {
  auto body = text({"GET", "/info"});
  if (!body) return Unexpected(std::move(body).error());
  auto parsed = json::parse_answer(*body);
  if (!parsed) return Unexpected(std::move(parsed).error());
  EngineInfo info;
  info.version = text_at(*parsed, "ServerVersion");
  info.arch = text_at(*parsed, "Architecture");
  info.os = text_at(*parsed, "OperatingSystem");
  info.root = text_at(*parsed, "DockerRootDir");
  info.cpus = static_cast<int>(number_at(*parsed, "NCPU"));
  info.memory = number_at(*parsed, "MemTotal");
  const json::Json& swap = member(*parsed, "SwapLimit");
  info.swap_limit = !swap.is_boolean() || swap.get<bool>();
  const auto options = texts_at(*parsed, "SecurityOptions");
  info.rootless = std::any_of(options.begin(), options.end(), [](const std::string& option) {
    return option.find("rootless") != std::string::npos;
  });
  return info;
}

Result<std::optional<FoundVolume>> DockerEngine::volume(const std::string& name) {
  auto body = find("/volumes/" + url_word(name));
  if (!body) return Unexpected(std::move(body).error());
  if (!*body) return std::optional<FoundVolume>();
  auto parsed = json::parse_answer(**body);
  if (!parsed) return Unexpected(std::move(parsed).error());
  FoundVolume volume;
  volume.name = text_at(*parsed, "Name");
  volume.ours = !text_at(member(*parsed, "Labels"), kDeployLabel).empty();
  return std::optional(std::move(volume));
}

Result<void> DockerEngine::create_volume(const std::string& name, const NamedValues& labels) {
  json::Json body = {{"Name", name}, {"Labels", label_json(labels)}};
  return tell({"POST", "/volumes/create", compact(body)});
}

Result<void> DockerEngine::remove_volume(const std::string& name) {
  auto removed = tell({"DELETE", "/volumes/" + url_word(name)});
  if (!removed && removed.error().http_status == 404) return {};
  return removed;
}

Result<bool> DockerEngine::has_network(const std::string& name) {
  auto body = find("/networks/" + url_word(name));
  if (!body) return Unexpected(std::move(body).error());
  return body->has_value();
}

Result<void> DockerEngine::create_network(const std::string& name, const NamedValues& labels) {
  json::Json body = {{"Name", name},
                     {"CheckDuplicate", true},
                     {"Driver", "bridge"},
                     {"Labels", label_json(labels)}};
  return tell({"POST", "/networks/create", compact(body)});
}

Result<void> DockerEngine::remove_network(const std::string& name) {
  auto removed = tell({"DELETE", "/networks/" + url_word(name)});
  if (!removed && removed.error().http_status == 404) return {};
  return removed;
}

}  // namespace llamero
