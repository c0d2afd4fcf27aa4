#include "config/ollama_host.h"

#include "catch.hpp"

using namespace llamero;

TEST_CASE("OLLAMA_HOST reads as the official client reads it") {
  struct Row {
    const char* value;
    const char* origin;
    const char* path;
  };
  const auto row = GENERATE(values<Row>({
      {"", "http://127.0.0.1:11434", ""},
      {"1.2.3.4", "http://1.2.3.4:11434", ""},
      {"example.com", "http://example.com:11434", ""},
      {"example.com:1234", "http://example.com:1234", ""},
      {":1234", "http://127.0.0.1:1234", ""},
      {"::1", "http://[::1]:11434", ""},
      {"[::1]", "http://[::1]:11434", ""},
      {"[::1]:1337", "http://[::1]:1337", ""},
      {"http://1.2.3.4", "http://1.2.3.4:80", ""},
      {"https://1.2.3.4", "https://1.2.3.4:443", ""},
      {"https://h/ollama", "https://h:443", "/ollama"},
      {"https://h/ollama/", "https://h:443", "/ollama"},
      {"ollama.com", "https://ollama.com:443", ""},
      {"HTTPS://h", "https://h:11434", ""},
      {"0.0.0.0", "http://0.0.0.0:11434", ""},
      {"  \"example.com:1\"  ", "http://example.com:1", ""},
      {"'example.com'", "http://example.com:11434", ""},
  }));
  CAPTURE(row.value);
  const auto host = parse_ollama_host(row.value);
  REQUIRE(host);
  CHECK(host->url.origin() == row.origin);
  CHECK(host->url.path == row.path);
  CHECK(host->warning.empty());
}

TEST_CASE("a port that is none warns and gives way to the default") {
  for (const char* value : {":66000", ":-1", ":abc", "h:99999"}) {
    const auto host = parse_ollama_host(value);
    REQUIRE(host);
    CHECK(host->url.port == 11434);
    CHECK_THAT(host->warning, ContainsSubstring("is not a port"));
  }
}

TEST_CASE("userinfo, on which the official client breaks, works") {
  const auto host = parse_ollama_host("https://u:p@h:8443/x");
  REQUIRE(host);
  CHECK(host->url.userinfo == "u:p");
  CHECK(host->url.origin() == "https://h:8443");
}

TEST_CASE("what names no host is an error") {
  for (const char* value : {"exa mple", "a\"b", "ftp://h", "http://-x", "h/a b"}) {
    CAPTURE(value);
    CHECK_FALSE(parse_ollama_host(value));
  }
}
