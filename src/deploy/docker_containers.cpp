// The containers of an engine.
#include "deploy/container_found.h"
#include "deploy/docker_call.h"
#include "deploy/log_frames.h"

namespace llamero {
namespace {

// What docker itself may take beyond the grace that a container is given.
constexpr Milliseconds kSlack{30'000};
constexpr Milliseconds kStartLimit{120'000};

std::string path_of(const std::string& name, std::string_view verb) {
  return "/containers/" + url_word(name) + std::string(verb);
}

}  // namespace

Result<std::optional<FoundContainer>> DockerEngine::container(const std::string& name) {
  auto body = find(path_of(name, "/json"));
  if (!body) return Unexpected(std::move(body).error());
  if (!*body) return std::optional<FoundContainer>();
  auto read = read_container(**body);
  if (!read) return Unexpected(std::move(read).error());
  return std::optional(*std::move(read));
}

Result<std::vector<std::string>> DockerEngine::names_with_label(const std::string& label) {
  const json::Json filters = {{"label", {label}}};
  auto body = text({"GET", "/containers/json?all=1&filters=" + url_word(compact(filters))});
  if (!body) return Unexpected(std::move(body).error());
  auto parsed = json::parse_answer(*body);
  if (!parsed) return Unexpected(std::move(parsed).error());
  std::vector<std::string> names;
  for (const json::Json& item : *parsed) {
    const auto written = texts_at(item, "Names");
    if (!written.empty()) names.push_back(written.front().substr(written.front().find('/') + 1));
  }
  return names;
}

Result<std::string> DockerEngine::holder_of_port(int port) {
  auto body = text({"GET", "/containers/json"});
  if (!body) return body;
  auto parsed = json::parse_answer(*body);
  if (!parsed) return Unexpected(std::move(parsed).error());
  for (const json::Json& item : *parsed) {
    for (const json::Json& published : member(item, "Ports")) {
      const auto names = texts_at(item, "Names");
      if (number_at(published, "PublicPort") == port && !names.empty())
        return names.front().substr(names.front().find('/') + 1);
    }
  }
  return std::string();
}

Result<std::string> DockerEngine::create(const std::string& name, const std::string& body) {
  auto answer =
      text({"POST", "/containers/create?name=" + url_word(name), body, kStartLimit, kStartLimit});
  if (!answer) return answer;
  auto parsed = json::parse_answer(*answer);
  if (!parsed) return Unexpected(std::move(parsed).error());
  return text_at(*parsed, "Id");
}

Result<void> DockerEngine::start(const std::string& name) {
  return tell({"POST", path_of(name, "/start"), std::nullopt, kStartLimit});
}

Result<void> DockerEngine::unpause(const std::string& name) {
  return tell({"POST", path_of(name, "/unpause")});
}

Result<void> DockerEngine::stop(const std::string& name, int grace_s) {
  auto stopped = tell({"POST", path_of(name, "/stop?t=" + std::to_string(grace_s)), std::nullopt,
                       std::chrono::seconds(grace_s) + kSlack});
  if (!stopped && stopped.error().http_status == 404) return {};
  return stopped;
}

Result<void> DockerEngine::restart(const std::string& name, int grace_s) {
  return tell({"POST", path_of(name, "/restart?t=" + std::to_string(grace_s)), std::nullopt,
               std::chrono::seconds(grace_s) + kStartLimit});
}

Result<void> DockerEngine::rename(const std::string& name, const std::string& to) {
  return tell({"POST", path_of(name, "/rename?name=" + url_word(to))});
}

Result<void> DockerEngine::remove(const std::string& name) {
  auto removed = tell({"DELETE", path_of(name, "?force=1"), std::nullopt, kStartLimit});
  if (!removed && removed.error().http_status == 404) return {};
  return removed;
}

Result<void> DockerEngine::put_files(const std::string& name, const std::string& folder,
                                     std::string tar) {
  Call call{"PUT", path_of(name, "/archive?path=" + url_word(folder)), std::move(tar)};
  call.content_type = "application/x-tar";
  return tell(call);
}

Result<std::string> DockerEngine::get_files(const std::string& name, const std::string& path) {
  return text({"GET", path_of(name, "/archive?path=" + url_word(path))});
}

Result<std::string> DockerEngine::exec(const std::string& name,
                                       const std::vector<std::string>& argv) {
  const json::Json wish = {{"AttachStdout", true}, {"AttachStderr", true}, {"Cmd", argv}};
  auto made = text({"POST", path_of(name, "/exec"), compact(wish)});
  if (!made) return made;
  auto parsed = json::parse_answer(*made);
  if (!parsed) return Unexpected(std::move(parsed).error());
  const json::Json start = {{"Detach", false}, {"Tty", false}};
  auto raw = text({"POST", "/exec/" + url_word(text_at(*parsed, "Id")) + "/start", compact(start)});
  if (!raw) return raw;
  std::string out;
  LogFrames frames([&](std::string_view line) -> Result<void> {
    out += std::string(line) + "\n";
    return {};
  });
  if (auto fed = frames.feed(*raw); !fed) return Unexpected(std::move(fed).error());
  if (auto done = frames.finish(); !done) return Unexpected(std::move(done).error());
  return out;
}

Result<void> DockerEngine::logs(const std::string& name, const LogWish& wish,
                                const OnLogLine& on_line) {
  std::string path = path_of(name, "/logs?stdout=1&stderr=1");
  if (wish.tail >= 0) path += "&tail=" + std::to_string(wish.tail);
  if (!wish.since.empty()) path += "&since=" + url_word(wish.since);
  if (wish.follow) path += "&follow=1";
  if (wish.timestamps) path += "&timestamps=1";
  Call call{"GET", path};
  if (wish.follow) call.first_byte = call.idle = Milliseconds(0);
  LogFrames frames(on_line);
  LogSink sink(frames);
  auto response = send(call, sink);
  if (!response) return Unexpected(std::move(response).error());
  if (response->status != 200) return Unexpected(docker_error(*response));
  return frames.finish();
}

}  // namespace llamero
