#include "deploy/caddy_config.h"

#include "catch.hpp"

#include <fstream>
#include <set>
#include <sstream>

using namespace llamero;

namespace {

const std::string kUser = "llm_0123456789abcdef0123456789abcdef";
const std::string kAdmin = "llma_fedcba9876543210fedcba9876543210";

CaddyTokens tokens() {
  return {.user = Secret(kUser), .admin = Secret(kAdmin)};
}

PublicSpec internal_spec(const std::string& host) {
  PublicSpec spec;
  spec.host = host;
  spec.tls = PublicSpec::Tls::internal;
  return spec;
}

PublicSpec acme_spec() {
  PublicSpec spec;
  spec.host = "llm.example.test";
  spec.acme_directory = "https://acme.example.test:14000/dir";
  spec.acme_ca_file = "/etc/ssl/acme.pem";
  spec.email = "ops@example.test";
  return spec;
}

// The live tests run Caddy with these very files.
std::string golden(const std::string& name) {
  std::ifstream file(std::string(LLAMERO_TEST_DATA) + "/caddy/" + name + ".Caddyfile");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string made(const PublicSpec& spec) {
  const auto text = caddyfile(spec, "llamero:11434", tokens());
  REQUIRE(text);
  return *text;
}

std::string refused(const PublicSpec& spec, const std::string& upstream = "llamero:11434",
                    const CaddyTokens& with = tokens()) {
  const auto text = caddyfile(spec, upstream, with);
  if (text) return "taken";
  CHECK(text.error().code == Errc::usage);
  CHECK(text.error().message.find('\n') == std::string::npos);
  return text.error().message;
}

}  // namespace

TEST_CASE("a Caddyfile is the one that the live tests try", "[deploy]") {
  CHECK(made(internal_spec("llm.example.test")) == golden("internal"));
  CHECK(made(internal_spec("192.0.2.7")) == golden("address"));
  CHECK(made(acme_spec()) == golden("acme"));
}

TEST_CASE("a Caddyfile asks Let's Encrypt where no directory is named", "[deploy]") {
  PublicSpec spec;
  spec.host = "llm.example.test";
  const std::string text = made(spec);
  CHECK(text.find("dir https://acme-v02.api.letsencrypt.org/directory\n") != std::string::npos);
  CHECK(text.find("email") == std::string::npos);
  CHECK(text.find("trusted_roots") == std::string::npos);
}

TEST_CASE("an address of six is in brackets in a Caddyfile, but not as a name", "[deploy]") {
  const std::string text = made(internal_spec("2001:db8::7"));
  CHECK(text.find("\nhttps://[2001:db8::7] {\n") != std::string::npos);
  CHECK(text.find("default_sni 2001:db8::7\n") != std::string::npos);
}

TEST_CASE("nothing of a spec becomes a line of a Caddyfile", "[deploy]") {
  for (const char* bad : {"", "a.test {\n\trespond 200\n}\nb.test", "a.test b.test",
                          "a.test,b.test", "{$HOME}", "{env.HOME}", "*.test", "a\"b", "a`b", "a#b",
                          "https://a.test", "a.test:443", "[::1]", "a/b", "\xC3\xA4.test", "a:b"}) {
    CAPTURE(bad);
    CHECK(refused(internal_spec(bad)).starts_with("the public host"));
  }
  PublicSpec spec = acme_spec();
  for (const char* bad : {"a@b c", "a@b\n}", "{env.HOME}@b", "a\"@b", "a`@b", "#a@b"}) {
    CAPTURE(bad);
    spec.email = bad;
    CHECK(refused(spec).starts_with("the e-mail address"));
  }
  spec = acme_spec();
  for (const char* bad :
       {"http://acme.test/dir", "https://acme.test/dir\n}", "https://a {", "https://{$A}"}) {
    CAPTURE(bad);
    spec.acme_directory = bad;
    CHECK(refused(spec).starts_with("the ACME directory"));
  }
  for (const char* bad : {"", "a b", "a:1 {", "unix//run/{env.A}"})
    CHECK(refused(acme_spec(), bad).starts_with("the address of the server"));
}

TEST_CASE("a Caddyfile is not made with tokens that are short, equal or strange", "[deploy]") {
  const auto with = [](const std::string& user, const std::string& admin) {
    return refused(acme_spec(), "llamero:11434", {.user = Secret(user), .admin = Secret(admin)});
  };
  CHECK(with(kUser, kAdmin) == "taken");
  CHECK(with("", kAdmin).starts_with("a token"));
  CHECK(with(kUser, "short").starts_with("a token"));
  // A star at the end of a header's value would match all that begin like it.
  CHECK(with(kUser + "*", kAdmin).starts_with("a token"));
  CHECK(with(kUser + "\"", kAdmin).starts_with("a token"));
  CHECK(with(kUser, kUser).starts_with("one token for both roles"));
  CHECK(with(kUser + "*", kAdmin).find(kUser) == std::string::npos);
}

TEST_CASE("a new token is 256 bits that no other has", "[deploy]") {
  std::set<std::string> seen;
  for (int i = 0; i < 50; ++i) {
    const auto token = new_token("llm_");
    REQUIRE(token);
    const std::string& text = token->reveal();
    CHECK(text.size() == 4 + 64);
    CHECK(text.starts_with("llm_"));
    CHECK(text.find_first_not_of("0123456789abcdef", 4) == std::string::npos);
    seen.insert(text);
  }
  CHECK(seen.size() == 50);
}
