#include "config/proxy_choice.h"

#include "base/percent.h"

#include <algorithm>
#include <array>

namespace llamero {
namespace {

constexpr auto npos = std::string_view::npos;

Error wrong(std::string_view source, std::string_view why) {
  return {Errc::usage, std::string(source) + " is not a proxy URL: " + std::string(why),
          "http://, https:// and socks5h://HOST:PORT are supported"};
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// The scheme for libcurl; "" for one that is not supported.
std::string supported_scheme(std::string_view written) {
  const std::string scheme = lowered(written);
  if (scheme == "socks5") return "socks5h";
  return scheme == "http" || scheme == "https" || scheme == "socks5h" ? scheme : "";
}

Result<Secret> decoded_userinfo(std::string_view source, std::string_view userinfo) {
  const std::size_t colon = userinfo.find(':');
  const Secret user(percent_decoded(userinfo.substr(0, colon)));
  if (user.reveal().find(':') != npos)
    return Unexpected(wrong(source, "the user name holds a colon, which cannot be sent"));
  const Secret password(percent_decoded(colon == npos ? "" : userinfo.substr(colon + 1)));
  Secret both(user.reveal() + ":" + password.reveal());
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (std::any_of(both.reveal().begin(), both.reveal().end(), is_control))
    return Unexpected(wrong(source, "the user name or the password holds a control character"));
  return both;
}

// `text` may hold a password: no error repeats a part of it.
Result<ProxyOptions> parse_proxy(std::string_view source, std::string_view text) {
  std::string scheme = "http";
  if (const std::size_t end = text.find("://"); end != npos) {
    scheme = supported_scheme(text.substr(0, end));
    if (scheme.empty()) return Unexpected(wrong(source, "its scheme is not supported"));
    text.remove_prefix(end + 3);
  }
  text = text.substr(0, text.find_first_of("/?#"));  // as curl, which needs no path
  ProxyOptions proxy;
  if (const std::size_t at = text.rfind('@'); at != npos) {
    auto user_password = decoded_userinfo(source, text.substr(0, at));
    if (!user_password) return Unexpected(std::move(user_password).error());
    proxy.user_password = *std::move(user_password);
    text.remove_prefix(at + 1);
  }
  const bool has_port = text.find(':', std::min(text.rfind(']'), text.size())) != npos ||
                        (!text.starts_with('[') && text.find(':') != npos);
  const std::string fallback = scheme == "https" ? ":443" : ":1080";
  const auto url = parse_url("http://" + std::string(text) + (has_port ? "" : fallback));
  if (!url) return Unexpected(wrong(source, "it needs a HOST and a PORT from 1 to 65535"));
  const std::string host = url->host.find(':') == npos ? url->host : "[" + url->host + "]";
  proxy.url = scheme + "://" + host + ":" + std::to_string(url->port);
  return proxy;
}

struct Found {
  std::string value;
  std::string source;
};

std::optional<Found> first_set(const Env& env, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (auto value = env.non_empty(name)) return Found{*std::move(value), name};
  }
  return std::nullopt;
}

std::optional<Found> from_environment(const Url& server, const Env& env) {
  if (server.scheme == "https")
    return first_set(env, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
  return first_set(env, {"http_proxy", "all_proxy", "ALL_PROXY"});
}

std::string no_proxy_of(const Env& env, const ConfiguredProxy& configured) {
  if (configured.no_proxy) return *configured.no_proxy;
  const auto found = first_set(env, {"no_proxy", "NO_PROXY"});
  return found ? found->value : "";
}

}  // namespace

Result<ProxyChoice> choose_proxy(const Url& server, const Env& env,
                                 const ConfiguredProxy& configured) {
  const bool direct = is_loopback(server.host) || (configured.url && configured.url->empty()) ||
                      bypasses_proxy(server.host, no_proxy_of(env, configured));
  if (direct) return ProxyChoice{};
  constexpr const char* kRemote = "proxy of the remote";
  const auto found = configured.url ? std::optional(Found{*configured.url, kRemote})
                                    : from_environment(server, env);
  if (!found) return ProxyChoice{};
  auto proxy = parse_proxy(found->source, found->value);
  if (!proxy) return Unexpected(std::move(proxy).error());
  if (configured.url) {
    if (!proxy->user_password.empty())
      return Unexpected(wrong(found->source, "a user name or password has no place in it"));
    proxy->user_password = configured.user_password;
  }
  return ProxyChoice{*std::move(proxy), found->source};
}

}  // namespace llamero
