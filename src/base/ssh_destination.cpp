#include "base/ssh_destination.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace llamero {
namespace {

// A DNS name has at most 253 characters; user names are far shorter.
constexpr std::size_t kLongestHost = 253;
constexpr std::size_t kLongestUser = 64;
constexpr int kHighestPort = 65535;

constexpr std::string_view kForm = "write [user@]host[:port], with an IPv6 address in brackets";

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// The first character is no dash, which would make it an option, and no dot.
bool is_plain_name(std::string_view name, std::string_view also) {
  if (name.empty() || !(is_letter_or_digit(name.front()) || name.front() == '_')) return false;
  return std::all_of(name.begin(), name.end(), [&](char c) {
    return is_letter_or_digit(c) || also.find(c) != std::string_view::npos;
  });
}

Error bad(std::string_view part, std::string_view value, std::string allowed) {
  std::string message = "ssh: the " + std::string(part);
  constexpr std::size_t kShown = 80;
  message += " \"" + std::string(value.substr(0, kShown)) + (value.size() > kShown ? "…" : "") +
             "\" is not accepted: " + std::move(allowed);
  return {Errc::usage, std::move(message), std::string(kForm)};
}

Result<void> check_user(std::string_view user) {
  if (is_plain_name(user, "._-") && user.size() <= kLongestUser) return {};
  return Unexpected(bad("user", user,
                        "a user has letters, digits, \".\", \"_\" and \"-\", begins with a letter, "
                        "a digit or \"_\", and has at most 64 characters"));
}

Result<void> check_name(std::string_view host) {
  if (is_plain_name(host, "._-") && host.size() <= kLongestHost) return {};
  return Unexpected(bad("host", host,
                        "a host has letters, digits, \".\", \"_\" and \"-\", begins with a letter, "
                        "a digit or \"_\", and has at most 253 characters"));
}

Result<void> check_ipv6(std::string_view host) {
  in6_addr address{};
  // Without a zone: "%" means something to ssh and to the programs that its config may start.
  if (inet_pton(AF_INET6, std::string(host).c_str(), &address) == 1 &&
      host.find('\0') == std::string_view::npos)
    return {};
  return Unexpected(bad("host", host, "it is no IPv6 address (one without a zone is wanted)"));
}

Result<int> parse_port(std::string_view text) {
  int port = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, port);
  if (error == std::errc() && stopped == end && port >= 1 && port <= kHighestPort) return port;
  return Unexpected(bad("port", text, "a port is a number from 1 to 65535"));
}

// Takes a host in brackets and leaves what stands behind it.
Result<std::string> take_bracketed(std::string_view& rest) {
  const std::size_t close = rest.find(']');
  if (close == std::string_view::npos)
    return Unexpected(bad("host", rest, "the bracket is not closed"));
  std::string host(rest.substr(1, close - 1));
  rest.remove_prefix(close + 1);
  if (auto checked = check_ipv6(host); !checked) return Unexpected(std::move(checked).error());
  if (!rest.empty() && rest.front() != ':')
    return Unexpected(bad("port", rest, "only \":\" and a port may follow the bracket"));
  return host;
}

Result<std::string> take_host(std::string_view& rest) {
  if (rest.starts_with('[')) return take_bracketed(rest);
  const bool bare_ipv6 = std::count(rest.begin(), rest.end(), ':') > 1;
  const std::string_view host = bare_ipv6 ? rest : rest.substr(0, rest.find(':'));
  rest.remove_prefix(host.size());
  auto checked = bare_ipv6 ? check_ipv6(host) : check_name(host);
  if (!checked) return Unexpected(std::move(checked).error());
  return std::string(host);
}

}  // namespace

std::string SshDestination::argument() const {
  return user.empty() ? host : user + "@" + host;
}

std::string SshDestination::text() const {
  std::string shown = user.empty() ? "" : user + "@";
  const bool brackets = port != 0 && host.find(':') != std::string::npos;
  if (brackets) shown += '[';
  shown += host;
  if (brackets) shown += ']';
  if (port != 0) shown += ":" + std::to_string(port);
  return shown;
}

Result<SshDestination> parse_ssh_destination(std::string_view text) {
  constexpr std::string_view kScheme = "ssh://";
  std::string_view rest = text;
  if (rest.starts_with(kScheme)) rest.remove_prefix(kScheme.size());
  SshDestination destination;
  if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) {
    destination.user = rest.substr(0, at);
    rest.remove_prefix(at + 1);
    if (auto checked = check_user(destination.user); !checked)
      return Unexpected(std::move(checked).error());
  }
  auto host = take_host(rest);
  if (!host) return Unexpected(std::move(host).error());
  destination.host = *std::move(host);
  if (rest.starts_with(':')) {
    auto port = parse_port(rest.substr(1));
    if (!port) return Unexpected(std::move(port).error());
    destination.port = *port;
  }
  return destination;
}

}  // namespace llamero
