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
    return Unexpected(Error(Errc::usage,
                            "a URL with a user name or password is not taken here: every user of "
                            "the machine could read it (" +
                                url->text() + ")",
                            "OLLAMA_HOST may hold one"));
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
  return ServerChoice{*std::move(endpoint), std::move(source), {}};
}

}  // namespace

Result<ServerChoice> choose_server(const std::optional<std::string>& host_flag, const Env& env) {
  if (host_flag) return strict(*host_flag, "--host");
  if (const auto value = env.non_empty("LLAMERO_HOST")) return strict(*value, "LLAMERO_HOST");
  const auto value = env.non_empty("OLLAMA_HOST");
  auto host = parse_ollama_host(value.value_or(""));
  if (!host) return Unexpected(std::move(host).error());
  return ServerChoice{from_url(host->url), value ? "OLLAMA_HOST" : "default", host->warning};
}

}  // namespace llamero
