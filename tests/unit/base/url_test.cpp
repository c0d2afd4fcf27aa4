#include "base/url.h"

#include "catch.hpp"

using namespace llamero;

TEST_CASE("a URL is taken apart") {
  const auto url = parse_url("HTTPS://user:pass@Example.org:8443/ollama//");
  REQUIRE(url);
  CHECK(url->scheme == "https");
  CHECK(url->userinfo == "user:pass");
  CHECK(url->host == "Example.org");
  CHECK(url->port == 8443);
  CHECK(url->path == "/ollama");
  CHECK(url->text() == "https://Example.org:8443/ollama");
  CHECK(url->origin() == "https://Example.org:8443");
}

TEST_CASE("the port of the scheme is not written, but belongs to the origin") {
  const auto url = parse_url("http://[::1]");
  REQUIRE(url);
  CHECK(url->text() == "http://[::1]");
  CHECK(url->origin() == "http://[::1]:80");
}

TEST_CASE("what is no URL of a server is refused with the reason") {
  struct Row {
    const char* text;
    const char* reason;
  };
  const auto row = GENERATE(values<Row>({
      {"example.org", "no scheme"},
      {"ftp://example.org", "must be http or https"},
      {"http://", "host"},
      {"http://-oProxyCommand=x", "host"},
      {"http://a b", "host"},
      {"http://h:0", "1 to 65535"},
      {"http://h:99999", "1 to 65535"},
      {"http://h:", "1 to 65535"},
      {"http://h:80x", "1 to 65535"},
      {"http://[::1", "host"},
      {"http://[fe80::1%eth0]", "host"},
      {"http://h/?q=1", "query"},
      {"http://h/#f", "query"},
      {"http://h/a b", "percent-encoded"},
      {"http://h/\x1b[31m", "percent-encoded"},
  }));
  const auto url = parse_url(row.text);
  REQUIRE_FALSE(url);
  CHECK(url.error().code == Errc::usage);
  CHECK_THAT(url.error().message, ContainsSubstring(row.reason));
}

TEST_CASE("a password does not come back in an error text") {
  const auto url = parse_url("http://user:secret@bad host");
  REQUIRE_FALSE(url);
  CHECK(url.error().message.find("secret") == std::string::npos);
}

TEST_CASE("loopback is recognised in all its spellings") {
  CHECK(is_loopback("localhost"));
  CHECK(is_loopback("LOCALHOST"));
  CHECK(is_loopback("a.localhost"));
  CHECK(is_loopback("127.0.0.1"));
  CHECK(is_loopback("127.1.2.3"));
  CHECK(is_loopback("0.0.0.0"));
  CHECK(is_loopback("::1"));
  CHECK_FALSE(is_loopback("128.0.0.1"));
  CHECK_FALSE(is_loopback("localhost.example.org"));
  CHECK_FALSE(is_loopback("127.0.0.1.example.org"));
  CHECK_FALSE(is_loopback("192.168.0.1"));
}
