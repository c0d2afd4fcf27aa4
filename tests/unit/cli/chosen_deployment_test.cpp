#include "cli/deploy/chosen_deployment.h"

#include "catch.hpp"
#include "support/fake_services.h"

using namespace llamero;

namespace {

struct World : FakeServices {
  Settings settings;
  Env::Map variables = {{"HOME", "/h"}};

  std::string& remote(const std::string& name) {
    return files.files["/h/.config/llamero/remotes/" + name + ".toml"];
  }
  void use(const std::string& name) {
    files.files["/h/.local/state/llamero/default-remote"] = name + "\n";
  }
  RemoteName wanted = RemoteName::may_be_new;

  Result<ChosenDeployment> choose(const PlaceArgs& place = {}) {
    env = Env(variables);
    settings.paths = find_paths(env, std::nullopt);
    Services services{transport, clock, env, probe, files,   processes,
                      in,        out,   err, tty,   signals, [] { return 0.0; }};
    Interrupts interrupts(signals, clock, std::nullopt);
    auto chosen =
        choose_deployment([&](DeploySpec& spec) { return apply_place_flags(place, spec); }, wanted,
                          {services, settings, interrupts});
    CHECK(transport.requests().empty());
    CHECK(processes.started.empty());
    return chosen;
  }
  ChosenDeployment chosen(const PlaceArgs& place = {}) {
    auto made = choose(place);
    REQUIRE(made);
    return *std::move(made);
  }
  Error refused(const PlaceArgs& place = {}) {
    const auto made = choose(place);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == Errc::usage);
    return made.error();
  }
};

PlaceArgs at(const std::string& target) {
  return {target, std::nullopt};
}

}  // namespace

TEST_CASE_METHOD(World, "only up may name a remote that is not there", "[deploy]") {
  settings.server_flags.remote = "typo";
  CHECK(chosen().remote_name == "typo");
  wanted = RemoteName::must_exist;
  CHECK(refused().message.find("typo") != std::string::npos);
}

TEST_CASE_METHOD(World, "without a word it is this machine", "[deploy]") {
  const ChosenDeployment here = chosen();
  CHECK(here.target.kind == DeployTarget::Kind::local);
  CHECK(here.remote_name == "local");
  CHECK_FALSE(here.remote);
  CHECK(here.spec.name == "llamero");
  CHECK(err.written().empty());
}

TEST_CASE_METHOD(World, "a server is not a machine to put one on", "[deploy]") {
  settings.server_flags.host = "http://203.0.113.7:11434";
  const Error error = refused();
  CHECK(error.message == "--host names a server, not the machine that it is put on");
  CHECK(error.hint == "--remote NAME, or --target ssh://user@host");
}

TEST_CASE_METHOD(World, "a remote tells where and what; flags go on top", "[deploy]") {
  remote("prod") =
      "ssh = \"ubuntu@203.0.113.7\"\nport = 11500\n[deploy]\nport = 11500\nname = \"one\"\n";
  settings.server_flags.remote = "prod";
  const ChosenDeployment prod = chosen();
  CHECK(prod.target.kind == DeployTarget::Kind::ssh);
  CHECK(prod.target.text == "ssh://ubuntu@203.0.113.7");
  CHECK(prod.remote_name == "prod");
  REQUIRE(prod.remote);
  CHECK(prod.spec.name == "one");
  CHECK(prod.spec.port == 11500);
  CHECK(chosen({std::nullopt, "two"}).spec.name == "two");
  settings.server_flags.remote.reset();
  variables["LLAMERO_REMOTE"] = "prod";
  CHECK(chosen().remote_name == "prod");
}

TEST_CASE_METHOD(World, "the way and the port of a remote without a table count", "[deploy]") {
  remote("lab") = "ssh = \"lab\"\nport = 8080\n";
  settings.server_flags.remote = "lab";
  const ChosenDeployment lab = chosen();
  CHECK(lab.target.ssh.host == "lab");
  CHECK(lab.spec.port == 8080);
  remote("here") = "url = \"http://127.0.0.1:11434\"\n";
  settings.server_flags.remote = "here";
  CHECK(chosen().target.kind == DeployTarget::Kind::local);
}

TEST_CASE_METHOD(World, "a remote whose way does not tell its machine is asked for one",
                 "[deploy]") {
  remote("web") = "url = \"https://llm.example.org\"\n";
  settings.server_flags.remote = "web";
  CHECK(refused().message == "the remote web does not tell which machine it is on");
  remote("desk") = "unix = \"/run/o.sock\"\n";
  settings.server_flags.remote = "desk";
  CHECK(refused().message == "the remote desk does not tell which machine it is on");
  remote("open") =
      "url = \"https://llm.example.org\"\n[deploy]\ntarget = \"ssh://ubuntu@203.0.113.7\"\n"
      "[deploy.public]\nhost = \"llm.example.org\"\n";
  settings.server_flags.remote = "open";
  CHECK(chosen().target.ssh.host == "203.0.113.7");
}

TEST_CASE_METHOD(World, "a remote that leads elsewhere is never turned", "[deploy]") {
  remote("prod") = "ssh = \"ubuntu@203.0.113.7\"\n[deploy]\n";
  settings.server_flags.remote = "prod";
  const Error other = refused(at("ssh://ubuntu@203.0.113.8"));
  CHECK(other.message ==
        "the remote prod leads to ssh ubuntu@203.0.113.7, not to ssh://ubuntu@203.0.113.8");
  CHECK(other.hint == "--remote NAME gives this one a name of its own");
  CHECK_FALSE(choose(at("ssh://root@203.0.113.7")));
  CHECK_FALSE(choose(at("ssh://ubuntu@203.0.113.7:2222")));
  CHECK_FALSE(choose(at("local")));
  CHECK(choose(at("ssh://ubuntu@203.0.113.7")));
  remote("prod") = "ssh = \"ubuntu@203.0.113.7\"\n[deploy]\nport = 11500\n";
  CHECK_FALSE(choose());
  remote("prod") =
      "url = \"https://a.example.org\"\n[deploy]\ntarget = \"ssh://a\"\n"
      "[deploy.public]\nhost = \"b.example.org\"\n";
  CHECK(refused().message ==
        "the remote prod leads to https://a.example.org, not to https://b.example.org");
  remote("prod") = "url = \"http://203.0.113.7:11434\"\n[deploy]\ntarget = \"local\"\n";
  CHECK(refused().message.ends_with("not to this machine"));
}

TEST_CASE_METHOD(World, "a default remote counts only where it is a deployment", "[deploy]") {
  remote("prod") = "ssh = \"ubuntu@203.0.113.7\"\n";
  use("prod");
  CHECK(chosen().target.kind == DeployTarget::Kind::local);
  CHECK(chosen().remote_name == "local");
  remote("prod") += "[deploy]\n";
  CHECK(chosen().remote_name == "prod");
  CHECK(chosen().target.kind == DeployTarget::Kind::ssh);
  // A machine that was named is not that of the default remote.
  const ChosenDeployment named = chosen(at("ssh://other.example.org"));
  CHECK(named.remote_name == "other.example.org");
  CHECK_FALSE(named.remote);
}

TEST_CASE_METHOD(World, "a machine without a name gets one, and keeps what was applied",
                 "[deploy]") {
  CHECK(chosen(at("ssh://me@[2001:db8::1]")).remote_name == "2001-db8--1");
  CHECK(chosen(at("ssh://_odd")).remote_name == "server");
  CHECK(chosen(at("unix:///run/d.sock")).remote_name == "local");
  remote("lab") = "ssh = \"lab\"\n[deploy]\nname = \"kept\"\n";
  const ChosenDeployment again = chosen(at("ssh://lab"));
  CHECK(again.remote_name == "lab");
  CHECK(again.spec.name == "kept");
  REQUIRE(again.remote);
  remote("local") = "url = \"http://203.0.113.9:11434\"\n";
  CHECK(refused(at("local")).message.find("leads to http://203.0.113.9:11434") !=
        std::string::npos);
}

TEST_CASE_METHOD(World, "a new name for a remote is checked before anything", "[deploy]") {
  settings.server_flags.remote = "fresh";
  const ChosenDeployment fresh = chosen(at("ssh://lab"));
  CHECK(fresh.remote_name == "fresh");
  CHECK_FALSE(fresh.remote);
  settings.server_flags.remote = "../x";
  refused(at("ssh://lab"));
  settings.server_flags.remote.reset();
  CHECK(refused(at("tcp://203.0.113.7:2375")).message.find("docker over TCP") != std::string::npos);
  CHECK(refused({std::nullopt, "/"}).message.find("name of a container") != std::string::npos);
}

TEST_CASE_METHOD(World, "DOCKER_HOST is not followed, and that is said", "[deploy]") {
  variables["DOCKER_HOST"] = "tcp://203.0.113.7:2375";
  CHECK(chosen().target.kind == DeployTarget::Kind::local);
  CHECK(err.take_written().find("DOCKER_HOST=tcp://203.0.113.7:2375 is not followed") !=
        std::string::npos);
  chosen(at("ssh://lab"));
  CHECK(err.take_written().empty());
}
