#include "base/url.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace llamero {
namespace {

constexpr auto npos = std::string_view::npos;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool is_host_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_';
}

bool is_path_char(char c) {
  return c > ' ' && c < 0x7f && std::string_view("\"<>\\^`{|}").find(c) == npos;
}

bool is_ipv6(const std::string& text) {
  in6_addr address{};
  return inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

// A password must not come back in an error text.
std::string without_userinfo(std::string_view text) {
  const std::size_t start = text.find("://") == npos ? 0 : text.find("://") + 3;
  const std::size_t at = text.rfind('@');
  if (at == npos || at < start) return std::string(text);
  return std::string(text.substr(0, start)) + "…" + std::string(text.substr(at));
}

Error wrong(std::string_view text, std::string_view why) {
  return {Errc::usage,
          "\"" + without_userinfo(text) + "\" is not a server URL: " + std::string(why),
          "write it as http://HOST:PORT or https://HOST/PATH"};
}

struct Authority {
  std::string userinfo;
  std::string host;
  std::optional<std::string_view> port;
};

std::optional<Authority> split_authority(std::string_view text) {
  Authority parts;
  if (const std::size_t at = text.rfind('@'); at != npos) {
    parts.userinfo = text.substr(0, at);
    text.remove_prefix(at + 1);
  }
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == npos) return std::nullopt;
    parts.host = text.substr(1, close - 1);
    text.remove_prefix(close + 1);
    if (!is_ipv6(parts.host)) return std::nullopt;
    if (text.empty()) return parts;
    if (text.front() != ':') return std::nullopt;
    parts.port = text.substr(1);
    return parts;
  }
  const std::size_t colon = text.find(':');
  parts.host = text.substr(0, colon);
  if (colon != npos) parts.port = text.substr(colon + 1);
  const bool good = !parts.host.empty() && parts.host.front() != '-' &&
                    std::all_of(parts.host.begin(), parts.host.end(), is_host_char);
  return good ? std::optional(parts) : std::nullopt;
}

std::optional<int> parse_port(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (port < 1 || port > 65535) return std::nullopt;
  return port;
}

}  // namespace

int default_port(std::string_view scheme) {
  return scheme == "https" ? 443 : 80;
}

std::string Url::text() const {
  const bool brackets = host.find(':') != npos;
  std::string shown = scheme + (brackets ? "://[" : "://") + host;
  if (brackets) shown += ']';
  if (port != default_port(scheme)) shown += ":" + std::to_string(port);
  return shown + path;
}

std::string Url::origin() const {
  const std::string shown_host = host.find(':') == npos ? host : "[" + host + "]";
  return scheme + "://" + shown_host + ":" + std::to_string(port);
}

Result<Url> parse_url(std::string_view text) {
  const std::size_t scheme_end = text.find("://");
  if (scheme_end == npos) return Unexpected(wrong(text, "it has no scheme"));
  Url url;
  url.scheme = lowered(text.substr(0, scheme_end));
  if (url.scheme != "http" && url.scheme != "https") {
    return Unexpected(wrong(text, "the scheme must be http or https"));
  }
  const std::string_view rest = text.substr(scheme_end + 3);
  const std::size_t path_start = std::min(rest.find_first_of("/?#"), rest.size());
  const auto authority = split_authority(rest.substr(0, path_start));
  if (!authority) return Unexpected(wrong(text, "the host is not a name or an address"));
  url.userinfo = authority->userinfo;
  url.host = authority->host;
  url.port = default_port(url.scheme);
  if (authority->port) {
    const auto port = parse_port(*authority->port);
    if (!port) return Unexpected(wrong(text, "the port must be a number from 1 to 65535"));
    url.port = *port;
  }
  std::string_view path = rest.substr(path_start);
  if (path.find_first_of("?#") != npos) {
    return Unexpected(wrong(text, "a query or fragment has no place in it"));
  }
  if (!std::all_of(path.begin(), path.end(), is_path_char)) {
    return Unexpected(wrong(text, "the path holds a character that must be percent-encoded"));
  }
  while (path.ends_with('/')) path.remove_suffix(1);
  url.path = path;
  return url;
}

bool is_loopback(std::string_view host) {
  const std::string name = lowered(host);
  if (name == "localhost" || name.ends_with(".localhost")) return true;
  in_addr v4{};
  if (inet_pton(AF_INET, name.c_str(), &v4) == 1) {
    const std::uint32_t address = ntohl(v4.s_addr);
    return (address >> 24) == 127 || address == 0;
  }
  return name == "::1" || name == "::" || name == "0:0:0:0:0:0:0:1";
}

}  // namespace llamero
