#include "config/remote.h"

#include "catch.hpp"

using namespace llamero;

namespace {

const Env kEnv(Env::Map{{"HOME", "/home/u"}});
const std::string kPin = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

Result<Remote> parse(std::string_view text) {
  return parse_remote("prod", "/c/remotes/prod.toml", text, kEnv);
}

std::string problem(std::string_view text) {
  const auto remote = parse(text);
  if (remote) return "none";
  std::string message = remote.error().message;
  constexpr std::string_view kFile = "/c/remotes/prod.toml:";
  REQUIRE(message.starts_with(kFile));
  return message.substr(kFile.size());
}

}  // namespace

TEST_CASE("a remote over https with all that belongs to it", "[remote]") {
  const auto remote = parse(
      "url = \"https://llm.example.org/ollama/\"\n"
      "token_file = \"~/t\"\n"
      "headers = { X-Team = \"blue\", X-Key = { file = \"key\" }, X-Id = { command = [\"id\"] } }\n"
      "ca_file = \"/ca.pem\"\n"
      "pin = \"" +
      kPin +
      "\"\n"
      "client_cert = \"c.pem\"\n"
      "client_key = \"k.pem\"\n"
      "proxy = \"http://proxy:3128\"\n"
      "no_proxy = [\"a\"]\n"
      "proxy_basic = { user = \"u\", password_file = \"/p\" }\n"
      "allow_plaintext_token = true\n");
  REQUIRE(remote);
  CHECK(remote->target() == "https://llm.example.org/ollama");
  CHECK(remote->token.file == "/home/u/t");
  REQUIRE(remote->headers.size() == 3);
  CHECK(remote->headers[0].value == "blue");
  CHECK(remote->headers[1].secret.file == "/c/remotes/key");
  CHECK(remote->headers[2].secret.command == std::vector<std::string>{"id"});
  CHECK(remote->client_key == "/c/remotes/k.pem");
  CHECK(remote->pin == kPin);
  CHECK(remote->proxy_basic->user == "u");
  CHECK(remote->allow_plaintext_token);

  const auto again = parse(remote_text(*remote));
  REQUIRE(again);
  CHECK(remote_text(*again) == remote_text(*remote));
  CHECK(again->headers.size() == 3);
}

TEST_CASE("a remote through ssh, and one at a socket", "[remote]") {
  const auto lab = parse("ssh = \"ubuntu@203.0.113.7\"\nport = 8080\n");
  REQUIRE(lab);
  CHECK(lab->target() == "ssh ubuntu@203.0.113.7 port 8080");
  CHECK(parse(remote_text(*lab))->port == 8080);
  const auto desk =
      parse("unix = \"/run/o.sock\"\nbasic = { user = \"u\", password_command = [\"p\"] }");
  REQUIRE(desk);
  CHECK(desk->target() == "unix:/run/o.sock");
  CHECK(remote_text(*desk) ==
        "unix = \"/run/o.sock\"\nbasic = { user = \"u\", password_command = [\"p\"] }\n");
}

TEST_CASE("a remote's own defaults", "[remote]") {
  const auto remote = parse(
      "url = \"http://h\"\n[defaults]\nmodel = \"m\"\nkeep_alive = \"10m\"\noptions = { seed = 1 "
      "}\n");
  REQUIRE(remote);
  CHECK(remote->defaults.model == "m");
  CHECK(remote->defaults.keep_alive == "10m");
  CHECK(remote->defaults.options.at(0) == std::pair<std::string, std::string>("seed", "1"));
}

TEST_CASE("what is wrong in a remote's file is told with its place", "[remote]") {
  CHECK(problem("") == "1:1: none of url, ssh and unix is given");
  CHECK(problem("url = \"http://h\"\nssh = \"h\"") == "2:7: url, ssh and unix exclude each other");
  CHECK(problem("url = \"http://u:p@h\"") == "1:7: url holds a user name or password");
  CHECK(problem("url = \"ftp://h\"").starts_with("1:7: "));
  CHECK(problem("url = \"http://h\"\nport = 1") == "2:8: port goes with ssh");
  CHECK(problem("ssh = \"h\"\nport = 70000") == "2:8: port must be from 1 to 65535");
  CHECK(problem("unix = \"/" + std::string(120, 'x') + "\"").starts_with("1:8: "));
  CHECK(problem("url = \"https://h\"\npin = \"sha256//short\"").starts_with("2:7: "));
  CHECK(problem("url = \"http://h\"\npin = \"" + kPin + "\"").starts_with("2:7: pin needs"));
  CHECK(problem("url = \"https://h\"\ntoken_file = \"t\"\ntoken_command = [\"a\"]") ==
        "3:17: token_file and token_command exclude each other");
  CHECK(problem("url = \"https://h\"\ntoken_command = \"a\"") ==
        "2:17: token_command must be an array of strings that is not empty");
  CHECK(problem("url = \"https://h\"\ntoken_command = []").starts_with("2:17: "));
  CHECK(problem("url = \"https://h\"\ntoken_command = [\"a\", 1]").starts_with("2:23: "));
  CHECK(problem("url = \"https://h\"\ntoken = \"secret\"") == "2:1: unknown key \"token\"");
  CHECK(problem("url = \"https://h\"\nbasic = { user = \"a:b\", password_file = \"p\" }")
            .starts_with("2:18: "));
  CHECK(problem("url = \"https://h\"\nbasic = { user = \"a\" }") ==
        "2:9: basic needs password_file or password_command");
  CHECK(problem("url = \"https://h\"\nheaders = { Authorization = \"x\" }").starts_with("2:29: "));
  CHECK(problem("url = \"https://h\"\nheaders = { A = \"x\\ny\" }").starts_with("2:17: "));
  CHECK(problem("url = \"https://h\"\nclient_cert = \"c\"") ==
        "2:15: client_cert and client_key go together");
  CHECK(problem("url = \"https://h\"\nproxy = \"http://u:p@x\"") ==
        "2:9: proxy holds a user name or password");
  CHECK(problem("ssh = \"h\"\nproxy = \"http://x\"") == "2:9: proxy needs a url");
}

TEST_CASE("the name of a remote is a file name that needs no quotes", "[remote]") {
  CHECK(check_remote_name("prod-1.eu_west"));
  for (const char* name : {"", ".", "-a", ".a", "a/b", "../a", "a b", "ä", "a.toml", "a\n"}) {
    CAPTURE(name);
    CHECK_FALSE(check_remote_name(name));
  }
  CHECK(check_remote_name(std::string(64, 'a')));
  CHECK_FALSE(check_remote_name(std::string(65, 'a')));
}

TEST_CASE("a pin is the hash of a key", "[remote]") {
  CHECK(check_pin(kPin));
  CHECK_FALSE(check_pin("sha256//" + std::string(43, 'A')));
  CHECK_FALSE(check_pin("sha1//" + std::string(44, 'A')));
  CHECK_FALSE(check_pin("sha256//" + std::string(44, 'A')));
  CHECK_FALSE(check_pin("/etc/passwd"));
}
