#include "base/ssh_destination.h"

#include "catch.hpp"

using namespace llamero;

TEST_CASE("destinations of ssh are taken apart") {
  struct Row {
    const char* text;
    const char* user;
    const char* host;
    int port;
  };
  const auto row =
      GENERATE(Row{"lab", "", "lab", 0}, Row{"ubuntu@203.0.113.7", "ubuntu", "203.0.113.7", 0},
               Row{"a.b-c_d@gpu_1.example.org:2222", "a.b-c_d", "gpu_1.example.org", 2222},
               Row{"ssh://me@host:22", "me", "host", 22},
               Row{"me@[2001:db8::1]:2200", "me", "2001:db8::1", 2200}, Row{"[::1]", "", "::1", 0},
               Row{"2001:db8::1", "", "2001:db8::1", 0}, Row{"_x@_y", "_x", "_y", 0});
  const auto parsed = parse_ssh_destination(row.text);
  REQUIRE(parsed);
  CHECK(parsed->user == row.user);
  CHECK(parsed->host == row.host);
  CHECK(parsed->port == row.port);
  CHECK(parse_ssh_destination(parsed->text())->argument() == parsed->argument());
}

TEST_CASE("a destination that could be taken for something else is refused, and its part named") {
  struct Row {
    std::string text;
    const char* part;
  };
  const auto row = GENERATE(
      Row{"", "host"}, Row{"-oProxyCommand=id", "host"}, Row{"a b", "host"}, Row{"$(x)", "host"},
      Row{"a;b", "host"}, Row{"`x`", "host"}, Row{"a\nb", "host"},
      Row{std::string("a\0b", 3), "host"}, Row{"a/b", "host"}, Row{"%h", "host"},
      Row{"fe80::1%eth0", "host"}, Row{"[fe80::1%1]", "host"}, Row{"[::1", "host"},
      Row{"[::1]x", "port"}, Row{"me@-host", "host"}, Row{"-l@host", "user"}, Row{"@host", "user"},
      Row{"a b@host", "user"}, Row{"me@you@host", "user"}, Row{"me:secret@host", "user"},
      Row{"host:", "port"}, Row{"host:0", "port"}, Row{"host:65536", "port"},
      Row{"host:22x", "port"}, Row{"host:-1", "port"}, Row{"ssh://-x", "host"},
      Row{"ssh://host/path", "host"}, Row{std::string(254, 'a'), "host"},
      Row{std::string(65, 'a') + "@h", "user"}, Row{"h\xc3\xb6st", "host"});
  const auto parsed = parse_ssh_destination(row.text);
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().code == Errc::usage);
  CHECK_THAT(parsed.error().message, ContainsSubstring(std::string("the ") + row.part + " "));
  CHECK_FALSE(parsed.error().hint.empty());
}
