#include "config/ollama_host.h"

#include "base/trim.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace llamero {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr int kOllamaPort = 11434;

struct HostPort {
  std::string_view host;
  std::optional<std::string_view> port;
};

// Go's net.SplitHostPort, and what envconfig.Host makes of its failures: a text that has no port is
// a host, bare IPv6 included.
HostPort split(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == npos) return {text, std::nullopt};
    const std::string_view host = text.substr(1, close - 1);
    const std::string_view rest = text.substr(close + 1);
    return {host, rest.starts_with(':') ? std::optional(rest.substr(1)) : std::nullopt};
  }
  const std::size_t colon = text.find(':');
  if (colon == npos || text.find(':', colon + 1) != npos) return {text, std::nullopt};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

std::optional<int> port_number(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool good =
      error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535;
  return good ? std::optional(port) : std::nullopt;
}

struct Scheme {
  std::string name = "http";
  int port = kOllamaPort;
};

// The official client compares in exact case: HTTPS://h is TLS on Ollama's own port.
Scheme scheme_of(std::string_view written) {
  if (written == "http") return {"http", 80};
  if (written == "https") return {"https", 443};
  std::string lowered(written);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return {lowered, kOllamaPort};
}

}  // namespace

Result<OllamaHost> parse_ollama_host(std::string_view value) {
  std::string_view rest = trimmed(trimmed(value), "\"'");
  Scheme scheme;
  if (const std::size_t end = rest.find("://"); end != npos) {
    scheme = scheme_of(rest.substr(0, end));
    rest.remove_prefix(end + 3);
  } else if (rest == "ollama.com") {
    scheme = {"https", 443};
  }
  OllamaHost result;
  const std::size_t slash = rest.find('/');
  const std::string path(slash == npos ? "" : rest.substr(slash));
  rest = rest.substr(0, slash);
  if (const std::size_t at = rest.rfind('@'); at != npos) {
    result.url.userinfo = rest.substr(0, at);
    rest.remove_prefix(at + 1);
  }
  const HostPort parts = split(rest);
  std::optional<int> port = scheme.port;
  if (parts.port) port = port_number(*parts.port);
  if (!port) {
    result.warning = "OLLAMA_HOST: \"" + std::string(*parts.port) + "\" is not a port; using " +
                     std::to_string(scheme.port);
    port = scheme.port;
  }
  const std::string host = parts.host.empty() ? "127.0.0.1" : std::string(parts.host);
  const std::string shown_host = host.find(':') == std::string::npos ? host : "[" + host + "]";
  auto url = parse_url(scheme.name + "://" + shown_host + ":" + std::to_string(*port) + path);
  if (!url) {
    return Unexpected(Error(Errc::usage, "OLLAMA_HOST: " + url.error().message, url.error().hint));
  }
  const std::string userinfo = std::move(result.url.userinfo);
  result.url = *std::move(url);
  result.url.userinfo = userinfo;
  return result;
}

}  // namespace llamero
