#include "deploy/deploy_target.h"

#include "catch.hpp"
#include "support/fake_services.h"

using namespace llamero;

namespace {

struct Desk {
  FakeFileSystem files;
  Env::Map variables = {{"HOME", "/home/u"}};

  Result<DeployTarget> parse(std::string_view text) {
    QuietSignals none;
    return parse_deploy_target(text, Env(variables), files, none);
  }
  void context(const std::string& folder, const std::string& name, const std::string& host) {
    files.files["/home/u/.docker/contexts/meta/" + folder + "/meta.json"] =
        R"({"Name":")" + name + R"(","Metadata":{},"Endpoints":{"docker":{"Host":")" + host +
        R"(","SkipTLSVerify":false}}})";
  }
};

}  // namespace

TEST_CASE_METHOD(Desk, "a target is this machine, one behind ssh, or a socket", "[deploy]") {
  const auto local = parse("local");
  REQUIRE(local);
  CHECK(local->kind == DeployTarget::Kind::local);
  CHECK(local->text == "this machine");
  const auto ssh = parse("ssh://ubuntu@203.0.113.7:2222");
  REQUIRE(ssh);
  CHECK(ssh->kind == DeployTarget::Kind::ssh);
  CHECK(ssh->ssh.user == "ubuntu");
  CHECK(ssh->ssh.host == "203.0.113.7");
  CHECK(ssh->ssh.port == 2222);
  CHECK(ssh->text == "ssh://ubuntu@203.0.113.7:2222");
  const auto socket = parse("unix:///run/user/1000/docker.sock");
  REQUIRE(socket);
  CHECK(socket->kind == DeployTarget::Kind::socket);
  CHECK(socket->socket == "/run/user/1000/docker.sock");
}

TEST_CASE_METHOD(Desk, "docker over TCP is refused, whatever it is called", "[deploy]") {
  for (const char* text :
       {"tcp://203.0.113.7:2375", "tcp://203.0.113.7:2376", "http://h:2375", "https://h:2376"}) {
    const auto target = parse(text);
    REQUIRE_FALSE(target);
    CHECK(target.error().code == Errc::usage);
    CHECK(target.error().message.starts_with(std::string(text) + " is docker over TCP: "));
    CHECK(target.error().hint == "--target ssh://user@host");
  }
}

TEST_CASE_METHOD(Desk, "what is no target is refused", "[deploy]") {
  for (const std::string& text :
       {std::string(), std::string("203.0.113.7"), std::string("Local"), std::string("ssh://"),
        std::string("ssh://-oProxyCommand=x"), std::string("ssh://a b"),
        std::string("ssh://h/path"), std::string("unix://"), std::string("unix://docker.sock"),
        std::string("npipe:////./pipe"), "unix:///" + std::string(107, 'a'),
        std::string("context:"), std::string("-x")}) {
    CAPTURE(text);
    const auto target = parse(text);
    REQUIRE_FALSE(target);
    CHECK(target.error().code == Errc::usage);
    CHECK_FALSE(target.error().hint.empty());
  }
  CHECK(parse("unix:///" + std::string(106, 'a')));
}

TEST_CASE_METHOD(Desk, "a context is found by the name within its file", "[deploy]") {
  context("aaaa", "desk", "unix:///home/u/.docker/desktop/docker.sock");
  context("bbbb", "lab", "ssh://me@lab.example.org");
  context("cccc", "old", "tcp://203.0.113.7:2375");
  const auto lab = parse("context:lab");
  REQUIRE(lab);
  CHECK(lab->kind == DeployTarget::Kind::ssh);
  CHECK(lab->ssh.host == "lab.example.org");
  CHECK(lab->text == "context lab (ssh://me@lab.example.org)");
  const auto desk = parse("context:desk");
  REQUIRE(desk);
  CHECK(desk->kind == DeployTarget::Kind::socket);
  CHECK(desk->socket == "/home/u/.docker/desktop/docker.sock");
  CHECK(desk->text == "context desk (unix:///home/u/.docker/desktop/docker.sock)");
  const auto old = parse("context:old");
  REQUIRE_FALSE(old);
  CHECK(old.error().message.starts_with("tcp://203.0.113.7:2375 is docker over TCP"));
  CHECK(parse("context:none").error().message == "docker has no context \"none\" here");
  CHECK(parse("context:default")->kind == DeployTarget::Kind::local);
}

TEST_CASE_METHOD(Desk, "a context whose file is broken does not hide the others", "[deploy]") {
  const std::string meta = "/home/u/.docker/contexts/meta/";
  files.files[meta + "0000/meta.json"] = "{";
  files.files[meta + "0001/meta.json"] = "[1]";
  files.files[meta + "0002/meta.json"] = R"({"Name":7})";
  files.files[meta + "0003/meta.json"] = std::string(2 * 1024 * 1024, ' ');
  files.files[meta + "0004/tls.json"] = "";
  files.files[meta + "0005/meta.json"] = R"({"Name":"bare","Endpoints":[]})";
  context("zzzz", "lab", "ssh://lab");
  REQUIRE(parse("context:lab"));
  CHECK(parse("context:bare").error().code == Errc::usage);
}

TEST_CASE_METHOD(Desk, "contexts are where DOCKER_CONFIG says", "[deploy]") {
  context("aaaa", "lab", "ssh://one");
  files.files["/d/contexts/meta/bbbb/meta.json"] =
      R"({"Name":"lab","Endpoints":{"docker":{"Host":"ssh://two"}}})";
  CHECK(parse("context:lab")->ssh.host == "one");
  variables["DOCKER_CONFIG"] = "/d";
  CHECK(parse("context:lab")->ssh.host == "two");
  variables["DOCKER_CONFIG"] = "";
  CHECK(parse("context:lab")->ssh.host == "one");
}
