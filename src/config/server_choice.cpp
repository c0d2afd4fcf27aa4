#include "config/server_choice.h"

#include "base/base64.h"
#include "base/percent.h"
#include "base/url.h"
#include "config/ollama_host.h"

namespace llamero {
namespace {

constexpr std::string_view kUnix = "unix://";
// The longest path that struct sockaddr_un holds on Linux, without its terminating NUL.
constexpr std::size_t kLongestSocketPath = 107;

Endpoint from_url(const Url& url) {
  Endpoint endpoint;
  endpoint.base_url = url.text();
  endpoint.display = url.text();
  if (!url.userinfo.empty())
    endpoint.secret_headers.push_back(
        {"Authorization", Secret("Basic " + encode_base64(percent_decoded(url.userinfo)))});
  return endpoint;
}

Result<Endpoint> from_unix(std::string_view text) {
  const std::string_view path = text.substr(kUnix.size());
  if (!path.starts_with('/') || path.size() > kLongestSocketPath ||
      path.find('\0') != std::string_view::npos) {
    return Unexpected(Error(Errc::usage,
                            "\"" + std::string(text) +
                                "\" is not a unix socket: it needs an absolute path of at most " +
                                std::to_string(kLongestSocketPath) + " bytes",
                            "write it as unix:///run/ollama.sock"));
  }
  Endpoint endpoint;
  endpoint.base_url = "http://localhost";
  endpoint.route.unix_socket = path;
  endpoint.display = "unix:" + std::string(path);
  return endpoint;
}

Result<Endpoint> from_strict(std::string_view text) {
  if (text.starts_with(kUnix)) return from_unix(text);
  auto url = parse_url(text);
  if (!url) return Unexpected(std::move(url).error());
  if (!url->userinfo.empty()) {
    url->userinfo.clear();
    return Unexpected(
        Error(Errc::usage,
              "a URL with a user name or password is not taken here: every user of "
              "the machine could read it (" +
                  url->text() + ")",
              "llamero remote add holds them in a file; OLLAMA_HOST may hold them too"));
  }
  return from_url(*url);
}

Result<ServerChoice> strict(std::string_view text, std::string source) {
  auto endpoint = from_strict(text);
  if (!endpoint) {
    Error error = std::move(endpoint).error();
    error.message = source + ": " + error.message;
    return Unexpected(std::move(error));
  }
  ServerChoice choice;
  choice.endpoint = *std::move(endpoint);
  choice.source = std::move(source);
  choice.host_named_here = true;
  return choice;
}

Result<ServerChoice> named(const std::string& name, const RemoteStore& remotes, std::string source,
                           Watch& interrupt) {
  auto remote = remotes.read(name, interrupt);
  if (!remote) {
    Error error = std::move(remote).error();
    if (source != "--remote") error.message = source + ": " + error.message;
    return Unexpected(std::move(error));
  }
  return choice_of(*std::move(remote), std::move(source));
}

Result<ServerChoice> official(const std::optional<std::string>& value) {
  auto host = parse_ollama_host(value.value_or(""));
  if (!host) return Unexpected(std::move(host).error());
  ServerChoice choice;
  choice.endpoint = from_url(host->url);
  choice.source = value ? "OLLAMA_HOST" : "default";
  if (!host->warning.empty()) choice.warning = host->warning;
  return choice;
}

Result<ServerChoice> from_environment(const Env& env, const RemoteStore& remotes,
                                      Watch& interrupt) {
  if (const auto value = env.non_empty("LLAMERO_HOST")) return strict(*value, "LLAMERO_HOST");
  if (const auto name = env.non_empty("LLAMERO_REMOTE"))
    return named(*name, remotes, "LLAMERO_REMOTE", interrupt);
  return official(env.non_empty("OLLAMA_HOST"));
}

}  // namespace

ServerChoice choice_of(Remote remote, std::string source) {
  ServerChoice choice;
  if (remote.url) {
    choice.endpoint = from_url(*remote.url);
  } else {
    choice.endpoint.base_url = "http://localhost";
    choice.endpoint.route.unix_socket = remote.unix_socket;
  }
  choice.endpoint.display = remote.name + " (" + remote.target() + ")";
  choice.source = std::move(source);
  choice.remote = std::move(remote);
  return choice;
}

Result<ServerChoice> choose_server(const ServerFlags& flags, const Env& env,
                                   const RemoteStore& remotes, Watch& interrupt) {
  if (flags.host) return strict(*flags.host, "--host");
  if (flags.remote) return named(*flags.remote, remotes, "--remote", interrupt);
  auto choice = from_environment(env, remotes, interrupt);
  if (!choice) return choice;
  auto chosen = remotes.default_name(interrupt);
  if (choice->source == "default") {
    if (!chosen) return Unexpected(std::move(chosen).error());
    return *chosen ? named(**chosen, remotes, "remote use", interrupt) : std::move(choice);
  }
  if (chosen && *chosen) {
    choice->notes.push_back(choice->source + " wins over the remote " + **chosen +
                            " that `remote use` chose");
  }
  return choice;
}

}  // namespace llamero
