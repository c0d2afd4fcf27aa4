#include "config/proxy_choice.h"

#include "catch.hpp"

using namespace llamero;

namespace {

ProxyChoice chosen(std::string_view server, Env::Map variables, const ConfiguredProxy& own = {}) {
  const auto choice = choose_proxy(*parse_url(server), Env(std::move(variables)), own);
  REQUIRE(choice);
  return *choice;
}

Error refused(std::string value) {
  const auto choice =
      choose_proxy(*parse_url("http://gpu.example"), Env({{"all_proxy", std::move(value)}}), {});
  REQUIRE_FALSE(choice);
  return choice.error();
}

}  // namespace

TEST_CASE("which variable names the proxy") {
  struct Row {
    std::string server;
    Env::Map variables;
    std::string url;
    std::string source;
  };
  const std::string p = "http://p:1";
  const std::string q = "http://q:2";
  const std::vector<Row> rows = {
      {"http://h", {}, "", ""},
      {"http://h", {{"http_proxy", p}}, p, "http_proxy"},
      {"http://h", {{"HTTP_PROXY", p}}, "", ""},
      {"http://h", {{"https_proxy", p}}, "", ""},
      {"http://h", {{"http_proxy", ""}, {"all_proxy", p}}, p, "all_proxy"},
      {"http://h", {{"http_proxy", p}, {"all_proxy", q}}, p, "http_proxy"},
      {"http://h", {{"ALL_PROXY", p}}, p, "ALL_PROXY"},
      {"http://h", {{"ALL_PROXY", p}, {"all_proxy", q}}, q, "all_proxy"},
      {"https://h", {{"http_proxy", p}}, "", ""},
      {"https://h", {{"https_proxy", p}, {"HTTPS_PROXY", q}}, p, "https_proxy"},
      {"https://h", {{"HTTPS_PROXY", q}, {"all_proxy", p}}, q, "HTTPS_PROXY"},
      {"http://127.0.0.1", {{"http_proxy", p}}, "", ""},
      {"http://[::1]:11434", {{"http_proxy", p}}, "", ""},
      {"http://localhost", {{"http_proxy", "gopher://broken"}}, "", ""},
      {"http://a.h", {{"http_proxy", p}, {"no_proxy", "h"}}, "", ""},
      {"http://a.h", {{"http_proxy", p}, {"NO_PROXY", "h"}}, "", ""},
      {"http://a.h", {{"http_proxy", p}, {"no_proxy", "x"}, {"NO_PROXY", "h"}}, p, "http_proxy"},
      {"http://a.h", {{"http_proxy", "gopher://broken"}, {"no_proxy", "h"}}, "", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.server, row.variables);
    const ProxyChoice choice = chosen(row.server, row.variables);
    CHECK(choice.proxy.url == row.url);
    CHECK(choice.source == row.source);
  }
}

TEST_CASE("how a proxy may be written") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"proxy:3128", "http://proxy:3128"},
      {"proxy", "http://proxy:1080"},
      {"http://proxy", "http://proxy:1080"},
      {"HTTP://proxy:80/", "http://proxy:80"},
      {"https://proxy", "https://proxy:443"},
      {"socks5h://proxy", "socks5h://proxy:1080"},
      {"socks5://proxy:9050", "socks5h://proxy:9050"},
      {"http://[fd00::1]:3128", "http://[fd00::1]:3128"},
      {"http://[fd00::1]", "http://[fd00::1]:1080"},
      {"http://proxy:3128/path?x#y", "http://proxy:3128"},
  };
  for (const auto& [written, url] : rows) {
    CAPTURE(written);
    CHECK(chosen("http://gpu.example", {{"all_proxy", written}}).proxy.url == url);
  }
}

TEST_CASE("user name and password come decoded out of a variable, and are not in the URL") {
  const auto choice = chosen("http://h", {{"http_proxy", "http://me:p%25%40%3ass@proxy:1"}});
  CHECK(choice.proxy.url == "http://proxy:1");
  CHECK(choice.proxy.user_password.reveal() == "me:p%@:ss");
  CHECK(chosen("http://h", {{"http_proxy", "me@proxy:1"}}).proxy.user_password.reveal() == "me:");
}

TEST_CASE("what is no proxy is refused, and no part of it is repeated") {
  for (const char* text :
       {"socks4://s3cret:s3cret@proxy:1", "socks4a://proxy", "gopher://s3cret@proxy", "http://",
        "http://me:s3cret@", "http://proxy:99999", "http://me:s3/cret@proxy:1", "http://a b:1",
        "http://m%3ae:s3cret@proxy:1", "http://me:s3cret%0a@proxy:1", "http://me:s3cret%00@proxy:1",
        "http://[fd00::1:1"}) {
    const Error error = refused(text);
    CAPTURE(text, error.message);
    CHECK(error.code == Errc::usage);
    CHECK_THAT(error.message, ContainsSubstring("all_proxy"));
    CHECK_THAT(error.hint, ContainsSubstring("socks5h://"));
    CHECK(error.message.find("s3") == std::string::npos);
  }
}

TEST_CASE("what is configured for the server wins over the environment") {
  const Env::Map env = {{"http_proxy", "http://env:1"}, {"no_proxy", "below.example"}};
  ConfiguredProxy own;
  own.url = "https://own:2";
  own.user_password = Secret("me:pass");
  const ProxyChoice choice = chosen("http://gpu.example", env, own);
  CHECK(choice.proxy.url == "https://own:2");
  CHECK(choice.proxy.user_password.reveal() == "me:pass");
  CHECK(choice.source == "proxy of the remote");
  CHECK(chosen("http://below.example", env, own).proxy.url.empty());
  own.no_proxy = "gpu.example";
  CHECK(chosen("http://gpu.example", env, own).proxy.url.empty());
  CHECK_FALSE(chosen("http://below.example", env, own).proxy.url.empty());
  own = {};
  own.url = "";
  CHECK(chosen("http://gpu.example", env, own).proxy.url.empty());
  own.url = "http://me:s3cret@own:2";
  const auto refused = choose_proxy(*parse_url("http://gpu.example"), Env(env), own);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("s3cret") == std::string::npos);
}

TEST_CASE("no_proxy, as curl reads it") {
  struct Row {
    const char* host;
    const char* list;
    bool bypasses;
  };
  for (const Row& row : {
           Row{"a.example", "", false},
           Row{"a.example", "*", true},
           Row{"a.example", "b.example,*", false},
           Row{"a.example", "a.example", true},
           Row{"a.example", "A.Example", true},
           Row{"a.example", "example", true},
           Row{"a.example", ".example", true},
           Row{"example", ".example", true},
           Row{"a.example.", "example", true},
           Row{"a.example", "example.", true},
           Row{"nonexample", "example", false},
           Row{"a.example", "b.a.example", false},
           Row{"a.example", "x, ,,example", true},
           Row{"a.example", "x example", true},
           Row{"a.example", ".", false},
           Row{"a.example", "a.example:443", false},
           Row{"10.1.2.3", "10.1.2.3", true},
           Row{"10.1.2.3", "10.0.0.0/8", true},
           Row{"11.1.2.3", "10.0.0.0/8", false},
           Row{"10.1.2.3", "10.1.2.0/31", false},
           Row{"10.1.2.3", "10.1.2.2/31", true},
           Row{"10.1.2.3", "10.1.2.3/33", false},
           Row{"10.1.2.3", "10.1.2.3/x", false},
           Row{"10.1.2.3", "2.3", false},
           Row{"fd00::1", "fd00::/8", true},
           Row{"fd00::1", "FD00:0:0::1", true},
           Row{"fd00::1", "[fd00::1]", true},
           Row{"fe00::1", "fd00::/8", false},
           Row{"fd00::1", "10.0.0.0/8", false},
       }) {
    CAPTURE(row.host, row.list);
    CHECK(bypasses_proxy(row.host, row.list) == row.bypasses);
  }
}
