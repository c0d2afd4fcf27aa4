// Where ssh is to log in, as a person wrote it: "[user@]host[:port]".
#pragma once

#include "llamero/result.h"

#include <string>
#include <string_view>

namespace llamero {

struct SshDestination {
  std::string user;  // empty: ssh decides
  std::string host;  // a name, an alias of the ssh config, IPv4, or IPv6 without brackets
  int port = 0;      // 0: ssh decides

  // "user@host", the last argument of ssh.
  [[nodiscard]] std::string argument() const;
  // As a person writes it.
  [[nodiscard]] std::string text() const;
};

// Accepts "[user@]host[:port]", also after "ssh://", with an IPv6 address in brackets or alone;
// only characters that no program on the way could take for anything else. Errors: Errc::usage that
// says which part is wrong and what is allowed.
[[nodiscard]] Result<SshDestination> parse_ssh_destination(std::string_view text);

}  // namespace llamero
