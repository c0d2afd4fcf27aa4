// An http URL taken apart, strictly: what a person wrote must mean one thing.
#pragma once

#include "llamero/result.h"

#include <string>
#include <string_view>

namespace llamero {

struct Url {
  std::string scheme;    // "http" or "https"
  std::string userinfo;  // as written, without the "@"; empty: none
  std::string host;      // a name or address; IPv6 without brackets
  int port = 0;          // the scheme's default where none was written
  std::string path;      // "" or "/a/b", never with a slash at the end

  // "http://host:port/path" without userinfo; IPv6 in brackets; the port only when it is not the
  // scheme's default.
  [[nodiscard]] std::string text() const;
  // scheme://host:port, always with the port: what a credential is bound to.
  [[nodiscard]] std::string origin() const;
};

[[nodiscard]] int default_port(std::string_view scheme);

// Accepts http and https (any case), a host of letters, digits, ".", "-" and "_" or an IPv6 address
// in brackets, a port of 1 to 65535, a path. Errors: Errc::usage that says which part is wrong;
// query and fragment are refused.
[[nodiscard]] Result<Url> parse_url(std::string_view text);

// "localhost", names below it, 127.0.0.0/8, ::1 and the addresses that mean "this host" when they
// are connected to (0.0.0.0, ::).
[[nodiscard]] bool is_loopback(std::string_view host);

}  // namespace llamero
